import { ForwardedError } from '@backstage/errors';
import { ActionDeps, TaskContext } from '../actions/context';
import { outputBuckets } from './definition';
import { Branch } from './loadBranch';

/**
 * Has S3 delete what the runs of a branch have written, some days later, in every
 * bucket that the definition of its pipeline names: a branch that nobody closes
 * must not be paid for for ever. Does nothing where the rules are there.
 */
export async function ensureExpiry(
  ctx: TaskContext,
  deps: ActionDeps,
  { names, dev }: Branch,
  definition: string,
  days: number,
): Promise<void> {
  for (const bucket of outputBuckets(definition)) {
    const rule = {
      bucket,
      prefix: names.artifactPrefix,
      id: names.lifecycleRule,
      days,
    };
    try {
      const { signal } = ctx;
      if (await deps.aws.objects.setExpiry(dev, rule, { signal })) {
        ctx.logger.info(
          `What is written below s3://${bucket}/${names.artifactPrefix} is deleted after ${days} days (lifecycle rule '${names.lifecycleRule}')`,
        );
      }
    } catch (error) {
      if (ctx.signal?.aborted) {
        throw error;
      }
      throw new ForwardedError(
        `The data of the branch in the bucket '${bucket}' could not be made to expire. Where the rules of the bucket are managed elsewhere, set expireAfterDays to 0`,
        error,
      );
    }
  }
}
