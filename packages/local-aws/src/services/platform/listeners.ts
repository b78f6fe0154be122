import { StoreKey, storeKey } from '../../core/stores';
import { World } from '../../core/world';

/** Names a kind of happening in the world that simulations react to. */
export function listenersKey<T>(id: string) {
  return storeKey(id, () => new Set<(happening: T) => void>());
}

function listenersOf<T>(
  world: World,
  key: StoreKey<Set<(happening: T) => void>>,
) {
  return world.store(key, 'global', 'global');
}

export function listen<T>(
  world: World,
  key: StoreKey<Set<(happening: T) => void>>,
  listener: (happening: T) => void,
) {
  listenersOf(world, key).add(listener);
}

export function tell<T>(
  world: World,
  key: StoreKey<Set<(happening: T) => void>>,
  happening: T,
) {
  listenersOf(world, key).forEach(listener => listener(happening));
}
