import { ConflictError } from '@backstage/errors';
import {
  TAG_PROJECT_NAME,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { isLost } from '../project/states';
import { ActionDeps, TaskContext } from './context';

/** Who made a resource that exists, as its tags tell. */
export type Maker = 'this-task' | 'earlier-task' | 'others';

/**
 * A retry keeps its task id. A task that was started over has a new one, and may
 * take up what an earlier task of the portal left behind for the same owner.
 */
export function makerOf(
  tags: Record<string, string>,
  claim: { taskId: string; ownerTag: string; owner: string },
): Maker {
  if (tags[TAG_TASK] === claim.taskId) {
    return 'this-task';
  }
  return tags[TAG_TASK] && tags[claim.ownerTag] === claim.owner
    ? 'earlier-task'
    : 'others';
}

/**
 * Lets a task go on with a repository or model group that exists: when this task
 * made it, or an earlier task did for the same owner and its use case never came
 * to be. Throws a ConflictError otherwise; nothing has been touched then.
 */
export async function assertAdoptable(
  ctx: TaskContext,
  deps: ActionDeps,
  existing: {
    /** For messages, such as `CodeCommit repository 'churn-build'`. */
    label: string;
    target: Target;
    tags: Record<string, string>;
    owner: string;
  },
): Promise<void> {
  const { label, target, tags, owner } = existing;
  const where = `account ${target.accountId}, region ${target.region}`;
  const maker = makerOf(tags, {
    taskId: ctx.task.id,
    ownerTag: deps.ownerTag,
    owner,
  });
  if (maker === 'this-task') {
    ctx.logger.info(`Taking up ${label}, which this task has created before`);
    return;
  }
  const project = tags[TAG_PROJECT_NAME];
  if (maker === 'earlier-task' && project) {
    const found = await deps.aws.projects.find(target, project, {
      signal: ctx.signal,
    });
    if (!found || isLost(found) || found.tags[TAG_TASK] === ctx.task.id) {
      ctx.logger.info(
        `Taking up ${label}, left behind by the task ${tags[TAG_TASK]}, whose project '${project}' was not created`,
      );
      return;
    }
    throw new ConflictError(
      `${label} exists in ${where} and belongs to the use case '${project}': choose another name`,
    );
  }
  throw new ConflictError(
    `${label} exists in ${where} and was not created by this task: choose another name, or delete it there first. It has not been touched`,
  );
}
