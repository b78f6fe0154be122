import { ServiceUnavailableError } from '@backstage/errors';
import { createOnce } from '../actions/checkpoints';
import { TaskContext } from '../actions/context';
import { tokenOf, VendingDeps } from './context';
import { followRecord, reasonsOf } from './followRecord';

/**
 * Ends a provisioned product and waits until it is gone; does nothing when it is.
 * What is under way with it is waited for first.
 */
export async function terminate(
  ctx: TaskContext,
  deps: VendingDeps,
  id: string,
  name: string,
): Promise<void> {
  const { vending } = deps.aws;
  const { signal, logger } = ctx;
  for (;;) {
    const found = await vending.provisionedProduct({ id }, { signal });
    if (!found) {
      logger.info(`The product '${name}' (${id}) is gone`);
      return;
    }
    const { recordId } =
      found.status === 'UNDER_CHANGE'
        ? { recordId: found.lastRecordId }
        : await createOnce(ctx, `accountSet.terminate.${id}`, () =>
            // The last record makes another token after an end that failed.
            vending.terminate(id, tokenOf(ctx, 'end', found.lastRecordId), {
              signal,
            }),
          );
    const record = await followRecord(ctx, deps, recordId, `End of ${name}`);
    if (record.isTermination && record.status === 'SUCCEEDED') {
      return;
    }
    if (record.isTermination) {
      throw new ServiceUnavailableError(
        `Service Catalog could not end the product '${name}' (${id}): ${reasonsOf(
          record,
        )}. Remove the cause, then retry this task: it goes on from here`,
      );
    }
  }
}
