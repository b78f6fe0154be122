import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, ForwardedError } from '@backstage/errors';
import { createOnce } from '../actions/checkpoints';
import { ActionDeps, publishChange, TaskContext } from '../actions/context';
import { Branch } from './loadBranch';
import { BranchRemains } from './remains';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/**
 * Deletes all that there is of a branch, each thing in a checkpoint of its own. The
 * branch in git goes first, so that no push brings new runs about, and the data
 * before the pipeline, which tells where it is. The model group goes last: as long
 * as anything is left, the branch is seen in the catalog.
 */
export async function removeBranch(
  ctx: TaskContext,
  deps: ActionDeps,
  branch: Branch,
  remains: BranchRemains,
): Promise<void> {
  const { modelGroups, objects, pipelines, repositories } = deps.aws;
  const { signal } = ctx;
  const { set, names, dev } = branch;
  const { group, versions, pipeline, running, folders, expiring, git } =
    remains;
  if (pipeline && running.length) {
    await stopRuns(ctx, deps, pipeline.arn, running);
  }
  if (git) {
    await remove(
      ctx,
      `the branch '${names.branch}'`,
      `git.${names.branch}`,
      () =>
        repositories.removeBranch(
          set.tooling,
          names.buildRepository,
          names.branch,
          { signal },
        ),
    );
  }
  for (const { bucket, prefix } of folders) {
    const folder = `s3://${bucket}/${prefix}`;
    await remove(ctx, folder, folder, () =>
      objects.removeAll(dev, { bucket, prefix }, { signal }),
    );
  }
  for (const { bucket } of expiring) {
    const id = names.lifecycleRule;
    const label = `the lifecycle rule '${id}' of the bucket '${bucket}'`;
    await remove(ctx, label, `lifecycle.${bucket}.${id}`, () =>
      objects.removeExpiry(dev, { bucket, id }, { signal }),
    );
  }
  if (pipeline) {
    const { arn } = pipeline;
    await remove(ctx, `the pipeline ${arn}`, arn, () =>
      pipelines.remove(arn, { signal }),
    );
    await publishChange(deps, arn);
  }
  for (const { arn } of versions) {
    await remove(ctx, `the version ${arn}`, arn, () =>
      modelGroups.removeVersion(arn, { signal }),
    );
  }
  if (group) {
    const { arn } = group;
    await remove(ctx, `the model group ${arn}`, arn, () =>
      modelGroups.remove(set.tooling, names.modelGroupName, { signal }),
    );
    await publishChange(deps, arn);
  }
}

async function remove(
  ctx: TaskContext,
  label: string,
  key: string,
  run: () => Promise<unknown>,
) {
  await createOnce(ctx, `decommission.${key}`, async () => {
    try {
      await run();
      return true;
    } catch (error) {
      throw new ForwardedError(
        `${label} could not be deleted. What is left is taken up by a retry of this task, or by another task for the same branch`,
        error,
      );
    }
  });
  ctx.logger.info(`Deleted ${label}`);
}

async function stopRuns(
  ctx: TaskContext,
  deps: ActionDeps,
  pipelineArn: string,
  running: BranchRemains['running'],
) {
  const { pipelines } = deps.aws;
  const { signal } = ctx;
  for (const { arn } of running.filter(({ isStopping }) => !isStopping)) {
    ctx.logger.info(`Stopping the execution ${arn}`);
    try {
      await pipelines.stop(arn, { signal });
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof ConflictError)) {
        throw error;
      }
    }
  }
  for (
    let delay = FIRST_DELAY_MS;
    (await pipelines.running(pipelineArn, { signal })).length;
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  ) {
    await sleep(delay, undefined, { signal });
  }
}
