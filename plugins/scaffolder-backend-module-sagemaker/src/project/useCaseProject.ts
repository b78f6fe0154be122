import {
  TAG_ACCOUNT_SET,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { groupRef } from '../actions/accountSet';
import { ActionDeps } from '../actions/context';

/** A project as a template names it: of an account set and an owner. */
export interface UseCase {
  name: string;
  /** Name of the account set. */
  accountSet: string;
  /** Entity ref of the owning group. */
  owner: string;
}

function ownerIn(tag: string | undefined): string | undefined {
  try {
    return tag && groupRef(tag);
  } catch {
    // Somebody's own tag value that is no entity ref is nobody's here.
    return undefined;
  }
}

/** Why a project is not of the use case, as its tags tell; undefined when it is. */
export function strangerFinding(
  deps: ActionDeps,
  target: Target,
  project: ProjectState,
  { accountSet, owner }: UseCase,
): string | undefined {
  const { tags, name, arn } = project;
  const isOurs =
    tags[TAG_ACCOUNT_SET] === accountSet &&
    ownerIn(tags[deps.ownerTag]) === owner;
  return isOurs
    ? undefined
    : `the SageMaker project '${name}' in account ${target.accountId}, region ${
        target.region
      } (${arn}) is not tagged as a use case of ${owner} in the account set '${accountSet}': ${TAG_ACCOUNT_SET} is '${
        tags[TAG_ACCOUNT_SET] ?? ''
      }' and ${deps.ownerTag} is '${tags[deps.ownerTag] ?? ''}'`;
}

export function isOfTask(project: ProjectState, taskId: string): boolean {
  return project.tags[TAG_TASK] === taskId;
}
