/** Names the state of one service and makes it, empty, for an account and region. */
export interface StoreKey<T> {
  readonly id: string;
  readonly create: () => T;
}

export function storeKey<T>(id: string, create: () => T): StoreKey<T> {
  return { id, create };
}

/** State of all services, kept apart by account and region as AWS does. */
export class Stores {
  readonly #stores = new Map<StoreKey<unknown>, Map<string, unknown>>();

  of<T>(key: StoreKey<T>, accountId: string, region: string): T {
    const place = `${accountId}/${region}`;
    const byPlace = this.#placesOf(key);
    let store = byPlace.get(place);
    if (store === undefined) {
      store = key.create();
      byPlace.set(place, store);
    }
    return store;
  }

  /** Every account and region that has state of that service. */
  all<T>(key: StoreKey<T>): { accountId: string; region: string; store: T }[] {
    return [...this.#placesOf(key)].map(([place, store]) => {
      const [accountId, region] = place.split('/');
      return { accountId, region, store };
    });
  }

  #placesOf<T>(key: StoreKey<T>): Map<string, T> {
    const known = this.#stores.get(key);
    if (known) {
      // A key only ever maps to stores made by its own `create`.
      return known as Map<string, T>;
    }
    const made = new Map<string, T>();
    this.#stores.set(key, made);
    return made;
  }
}
