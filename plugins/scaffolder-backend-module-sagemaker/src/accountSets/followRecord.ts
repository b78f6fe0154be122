import { setTimeout as sleep } from 'node:timers/promises';
import { VendingRecord } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { VendingDeps } from './context';

/** Accounts take seconds in a test world and half an hour in AWS: ask soon, then seldom. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/**
 * Reads a record of Service Catalog until it is over, and logs every change of
 * its status. Throws an AbortError when the task is cancelled.
 */
export async function followRecord(
  ctx: TaskContext,
  deps: VendingDeps,
  recordId: string,
  what: string,
): Promise<VendingRecord> {
  const { signal, logger } = ctx;
  let shown: string | undefined;
  try {
    for (
      let delay = FIRST_DELAY_MS;
      ;
      delay = Math.min(delay * 2, LONGEST_DELAY_MS)
    ) {
      const record = await deps.aws.vending.record(recordId, { signal });
      if (record.status !== shown) {
        shown = record.status;
        logger.info(`${what}: Service Catalog record ${recordId} is ${shown}`);
      }
      if (record.status === 'SUCCEEDED' || record.status === 'FAILED') {
        return record;
      }
      await sleep(delay, undefined, { signal });
    }
  } catch (error) {
    if (signal?.aborted) {
      logger.warn(
        `Cancelled: ${what}, whose record ${recordId} is ${
          shown ?? 'not read yet'
        }. AWS goes on with it; a retry of this task takes it up`,
      );
    }
    throw error;
  }
}

/** AWS's reasons, for an error. */
export function reasonsOf({ errors }: VendingRecord): string {
  return errors.join('; ') || 'AWS gives no reason';
}
