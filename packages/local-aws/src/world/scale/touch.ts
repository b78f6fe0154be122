import { storeKey } from '../../core/stores';
import { World } from '../../core/world';
import {
  sagemakerStore,
  tagsAsRecord,
  tagsFromRecord,
} from '../../services/sagemaker/store';
import { GOVERNANCE } from '../governance';

const rounds = storeKey('scale-touch-rounds', () => ({ count: 0 }));

/** Entries of a list, evenly spread over it: `percent` of them, rounded up. */
function share<T>(list: T[], percent: number): T[] {
  const count = Math.ceil((list.length * percent) / 100);
  return Array.from(
    { length: count },
    (_, index) => list[Math.floor((index * list.length) / count)],
  );
}

/**
 * Gives a share of the projects, model groups, pipelines and endpoints another
 * owner, and another description where they have one, without any event. Answers
 * how many of each.
 */
export function touch(world: World, percent: number) {
  const round = ++world.store(rounds, GOVERNANCE.accountId, GOVERNANCE.region)
    .count;
  const stores = world.stores(sagemakerStore).map(({ store }) => store);
  const text = `Changed in round ${round}`;

  function touchShare<T extends object>(
    mapOf: (store: (typeof stores)[number]) => Map<string, T>,
    changes: Partial<T>,
  ): number {
    const all = stores.flatMap(store =>
      [...mapOf(store)].map(([arn, record]) => ({ arn, record, store })),
    );
    const touched = share(all, percent);
    for (const { arn, record, store } of touched) {
      Object.assign(record, changes);
      store.tags.set(
        arn,
        tagsFromRecord({
          ...tagsAsRecord(store.tags.get(arn)),
          'mlops:owner': `group:default/touched-${round}`,
        }),
      );
    }
    return touched.length;
  }

  const LastModifiedTime = world.clock.now();
  return {
    projects: touchShare(store => store.projects, {
      ProjectDescription: text,
      LastModifiedTime,
    }),
    modelGroups: touchShare(store => store.modelGroups, {
      ModelPackageGroupDescription: text,
    }),
    pipelines: touchShare(store => store.pipelines, {
      PipelineDescription: text,
      LastModifiedTime,
    }),
    endpoints: touchShare(store => store.endpoints, { LastModifiedTime }),
  };
}
