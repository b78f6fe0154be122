import {
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

const consoleOf = (region: string) =>
  `https://${region}.console.aws.amazon.com`;

/**
 * What is behind a project: its stack or its provisioned product. SageMaker shows
 * projects in Studio only, which has no address of its own for them.
 */
export function projectConsoleUrl(
  { region }: Target,
  project: Pick<ProjectState, 'stackId' | 'provisionedProductId'>,
): string {
  if (project.stackId) {
    return `${consoleOf(
      region,
    )}/cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${encodeURIComponent(
      project.stackId,
    )}`;
  }
  if (project.provisionedProductId) {
    return `${consoleOf(
      region,
    )}/servicecatalog/home?region=${region}#provisioned-products/${
      project.provisionedProductId
    }`;
  }
  return `${consoleOf(region)}/sagemaker/home?region=${region}#/landing`;
}

/**
 * Root of a branch in the CodeCommit console, in the form that Backstage's
 * CodeCommit reader understands when a file's path is appended.
 */
export function repositoryContentsUrl(
  { region }: Target,
  name: string,
  branch: string,
): string {
  return `${consoleOf(
    region,
  )}/codesuite/codecommit/repositories/${name}/browse/refs/heads/${branch}/--/`;
}

/** A pull request in the CodeCommit console. */
export function pullRequestUrl(
  { region }: Target,
  name: string,
  id: string,
): string {
  return `${consoleOf(
    region,
  )}/codesuite/codecommit/repositories/${name}/pull-requests/${id}/details?region=${region}`;
}

/** A commit in the CodeCommit console. */
export function commitUrl(
  { region }: Target,
  name: string,
  commitId: string,
): string {
  return `${consoleOf(
    region,
  )}/codesuite/codecommit/repositories/${name}/commit/${commitId}?region=${region}`;
}

/** A provisioned product of the governance account. */
export function provisionedProductUrl(region: string, id: string): string {
  return `${consoleOf(
    region,
  )}/servicecatalog/home?region=${region}#provisioned-products/${id}`;
}

/** An object in S3, by its `s3://` address. */
export function evidenceUrl(region: string, address: string): string {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  return `${consoleOf(
    region,
  )}/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(
    key ?? '',
  )}`;
}
