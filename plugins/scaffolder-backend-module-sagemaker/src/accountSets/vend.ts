import { ServiceUnavailableError } from '@backstage/errors';
import {
  AccountSetRow,
  VendingRecord,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { assertClaimable, WantedSet } from './claimRow';
import { VendingDeps } from './context';
import { followRecord, reasonsOf } from './followRecord';
import { Launch, launch } from './launch';

/**
 * The row first, so that two tasks never vend one name, then the product, then
 * the accounts that it made. Takes up whatever an earlier run of the task has done.
 */
export async function vend(
  ctx: TaskContext,
  deps: VendingDeps,
  wanted: WantedSet,
  request: Launch,
): Promise<AccountSetRow> {
  const { vending } = deps.aws;
  const { signal, logger } = ctx;
  const found = await vending.row(wanted.name, { signal });
  assertClaimable(ctx, found, wanted.owner);
  if (found?.state === 'active') {
    logger.info(
      `Account set '${wanted.name}' has been vended by this task before`,
    );
    return found;
  }
  const claimed = await vending.saveRow(
    { ...found, ...wanted, state: 'provisioning', taskId: ctx.task.id },
    found,
    { signal },
  );
  logger.info(`The name '${wanted.name}' is taken for this task`);
  let row = claimed;
  let record: VendingRecord;
  try {
    const launched = await launch(ctx, deps, claimed, request);
    row = launched.row;
    record = await followRecord(
      ctx,
      deps,
      launched.recordId,
      `Accounts of ${wanted.name}`,
    );
  } catch (error) {
    await fail(ctx, deps, row);
    throw error;
  }
  if (record.status === 'FAILED') {
    const error = new ServiceUnavailableError(
      `The accounts of '${wanted.name}' could not be made: ${reasonsOf(
        record,
      )}. The product ${
        row.provisionedProductId
      } is left behind with its stacks to look into. Remove the cause, then retry this task or start it over with the same name and owner: it ends the failed product and launches another`,
    );
    await fail(ctx, deps, row);
    throw error;
  }
  const made = vending.accountsFrom(record.outputs);
  const given = wanted.accounts.filter(
    ({ role }) => !made.some(account => account.role === role),
  );
  return vending.saveRow(
    { ...row, state: 'active', accounts: [...made, ...given] },
    row,
    { signal },
  );
}

/**
 * Marks the row, so that another task may take the name up; not when the task was
 * cancelled, for AWS goes on, nor when the row is somebody else's by now.
 */
async function fail(ctx: TaskContext, deps: VendingDeps, row: AccountSetRow) {
  if (ctx.signal?.aborted) {
    return;
  }
  try {
    // Read again: the launch may have written the row before it failed.
    const current = await deps.aws.vending.row(row.name);
    if (current?.taskId === ctx.task.id) {
      await deps.aws.vending.saveRow({ ...current, state: 'failed' }, current);
    }
  } catch (error) {
    ctx.logger.warn(
      `The row of '${row.name}' could not be marked as failed and still says provisioning: ${error}`,
    );
  }
}
