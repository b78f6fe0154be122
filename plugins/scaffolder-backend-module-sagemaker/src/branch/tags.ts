import { ConflictError } from '@backstage/errors';
import {
  TAG_ACCOUNT_SET,
  TAG_BRANCH,
  TAG_PROJECT_NAME,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { makerOf } from '../actions/adoption';
import { ActionDeps, TaskContext } from '../actions/context';
import { Branch } from './loadBranch';

/** What marks the things of a branch, and puts them into its use case and account set. */
export function branchTags({
  set,
  useCase,
  names,
}: Branch): Record<string, string> {
  return {
    [TAG_ACCOUNT_SET]: set.name,
    [TAG_PROJECT_NAME]: useCase.projectName,
    [TAG_BRANCH]: names.branch,
  };
}

/** Whether the tags of something say that it belongs to this branch of this use case. */
export function isOfBranch(
  tags: Record<string, string>,
  { useCase, names }: Branch,
): boolean {
  return (
    tags[TAG_BRANCH] === names.branch &&
    tags[TAG_PROJECT_NAME] === useCase.projectName
  );
}

/**
 * Lets a task go on with a model group or pipeline that exists: when this task
 * made it, or an earlier one did for the same branch and owner. Throws a
 * ConflictError otherwise; nothing has been touched then.
 */
export function assertBranchAdoptable(
  ctx: TaskContext,
  deps: ActionDeps,
  branch: Branch,
  existing: {
    /** For messages, such as `Pipeline 'churn-x-training'`. */
    label: string;
    target: Target;
    tags: Record<string, string>;
    owner: string;
  },
): void {
  const { label, target, tags, owner } = existing;
  const maker = makerOf(tags, {
    taskId: ctx.task.id,
    ownerTag: deps.ownerTag,
    owner,
  });
  if (maker === 'others' || !isOfBranch(tags, branch)) {
    throw new ConflictError(
      `${label} exists in account ${target.accountId}, region ${target.region} and was not created for the branch '${branch.names.branch}' of ${owner}: choose another branch name, or delete it there first. It has not been touched`,
    );
  }
  ctx.logger.info(
    `Taking up ${label}, which ${
      maker === 'this-task' ? 'this task' : 'an earlier task'
    } has created for the branch`,
  );
}
