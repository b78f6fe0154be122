import { ConflictError } from '@backstage/errors';
import { AccountSetRow } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';

/** What a new row holds before there are accounts. */
export type WantedSet = Pick<
  AccountSetRow,
  'name' | 'owner' | 'regions' | 'accounts' | 'accessGroup'
>;

/**
 * Whether a task may write the row that it has found under the name: when the row
 * is its own, or is of a vending that failed for the same owner.
 */
export function isClaimable(
  ctx: TaskContext,
  found: AccountSetRow | undefined,
  owner: string,
): boolean {
  return (
    !found ||
    (found.taskId === ctx.task.id && !found.evidence) ||
    (found.state === 'failed' &&
      found.taskId !== undefined &&
      found.owner === owner)
  );
}

/** Says whose a name is that cannot be claimed. */
export function takenBy({ name, state, owner, taskId }: AccountSetRow): string {
  return `the name '${name}' belongs to an account set of ${
    owner || 'nobody'
  } that is ${state}${
    taskId ? `, written by the task ${taskId}` : ''
  }: choose another name. A name is never used twice, so that the history of a set can be told`;
}

/** Throws a ConflictError for a row of somebody else. */
export function assertClaimable(
  ctx: TaskContext,
  found: AccountSetRow | undefined,
  owner: string,
) {
  if (found && !isClaimable(ctx, found, owner)) {
    throw new ConflictError(`Nothing has been created, for ${takenBy(found)}`);
  }
}
