import { Clock } from './clock';
import { EventBus } from './events';
import { StoreKey, Stores } from './stores';
import { Switches } from './switches';

/** Everything that exists, shared by all services and simulations. */
export class World {
  readonly events = new EventBus();
  readonly switches = new Switches();
  readonly #stores = new Stores();

  constructor(
    readonly clock: Clock,
    /** Address of this endpoint, such as `http://127.0.0.1:4566`; known once it listens. */
    readonly endpoint: () => string,
    /** Folder for what lives on disk: git repositories. */
    readonly folder: string,
  ) {}

  store<T>(key: StoreKey<T>, accountId: string, region: string): T {
    return this.#stores.of(key, accountId, region);
  }

  stores<T>(key: StoreKey<T>) {
    return this.#stores.all(key);
  }
}
