import { InputError } from '@backstage/errors';
import { formatArn, parseArn } from './arn';
import { entityNameFor, shortHash } from './names';
import { UseCaseNames } from './useCase';

/** Branches that get things of their own in AWS: `feature/...`. */
export const FEATURE_BRANCH_PATTERN =
  '^feature(/[a-zA-Z0-9]+(([._]|-+)[a-zA-Z0-9]+)*)+$';
const FEATURE_BRANCH = new RegExp(FEATURE_BRANCH_PATTERN);
const BRANCH_MAX = 100;
/** With its hash, a use case of 32 characters and `-models` it makes the 63 of a model group. */
const SLUG_MAX = 14;

/** Everything of one feature branch, known before anything is created. */
export interface BranchNames {
  /** As in git. */
  branch: string;
  /** Tells the branch apart in names and S3 keys, up to 23 characters. */
  branchId: string;
  /** Holds the branch. */
  buildRepository: string;
  /** In the tooling account, as the group of the use case. */
  modelGroupName: string;
  modelGroupArn: string;
  modelGroupRef: string;
  /** In the dev account, as the pipeline of the use case. */
  pipelineName: string;
  pipelineArn: string;
  pipelineRef: string;
  /** S3 key prefix of everything that runs of the branch write, with a slash at its end. */
  artifactPrefix: string;
  /** Id of the lifecycle rule of that prefix. */
  lifecycleRule: string;
}

/** Throws an InputError with the rule for a branch that is no feature branch. */
export function assertFeatureBranch(branch: string) {
  if (
    branch.length > BRANCH_MAX ||
    !FEATURE_BRANCH.test(branch) ||
    branch.endsWith('.lock')
  ) {
    throw new InputError(
      `'${branch}' cannot be a feature branch: 'feature/' and up to ${
        BRANCH_MAX - 'feature/'.length
      } letters, digits, hyphens, underscores, periods and slashes, beginning and ending with a letter or digit`,
    );
  }
}

/**
 * Branches that differ in case or in punctuation only have different ids, because
 * a hash of the branch is part of them.
 */
export function branchNames(
  useCase: UseCaseNames,
  branch: string,
): BranchNames {
  assertFeatureBranch(branch);
  const slug = branch
    .slice('feature/'.length)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/-+$/, '');
  const branchId = `${slug}-${shortHash(branch)}`;
  const name = `${useCase.projectName}-${branchId}`;
  const modelGroupName = `${name}-models`;
  const modelGroupArn = formatArn({
    ...parseArn(useCase.modelGroupArn),
    resource: `model-package-group/${modelGroupName}`,
  });
  const pipelineName = `${name}-training`;
  const pipelineArn = formatArn({
    ...parseArn(useCase.pipelineArn),
    resource: `pipeline/${pipelineName.toLowerCase()}`,
  });
  return {
    branch,
    branchId,
    buildRepository: useCase.buildRepository,
    modelGroupName,
    modelGroupArn,
    modelGroupRef: `resource:default/${entityNameFor(
      modelGroupName,
      modelGroupArn,
    )}`,
    pipelineName,
    pipelineArn,
    pipelineRef: `resource:default/${entityNameFor(pipelineName, pipelineArn)}`,
    artifactPrefix: `${useCase.projectName}/branches/${branchId}/`,
    lifecycleRule: `mlops-branch-${name}`,
  };
}
