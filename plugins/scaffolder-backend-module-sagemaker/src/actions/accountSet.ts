import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ActiveAccountSet,
  activeAccountSet,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from './context';

export {
  activeAccountSet,
  anyAccountSet,
  groupRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
export type { ActiveAccountSet } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** How an account set is read from its entity; throws an InputError. */
export type AccountSetReading = (entity: Entity) => ActiveAccountSet;

/** Reads the account set as the person who started the task may see it. */
export async function loadAccountSet(
  ctx: TaskContext,
  deps: ActionDeps,
  accountSet: string,
  reading: AccountSetReading = activeAccountSet,
): Promise<ActiveAccountSet> {
  const ref = stringifyEntityRef(
    parseEntityRef(accountSet, { defaultKind: 'resource' }),
  );
  const entity = await deps.catalog.getEntityByRef(ref, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!entity) {
    throw new InputError(
      `Account set ${ref} is not in the catalog, or you may not see it`,
    );
  }
  return reading(entity);
}
