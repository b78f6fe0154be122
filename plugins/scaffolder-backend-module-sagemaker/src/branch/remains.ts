import {
  DeployedModel,
  GroupVersion,
  ObjectPrefix,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Branch } from './loadBranch';
import { isOfBranch } from './tags';

/** All that there is of a branch. */
export interface BranchRemains {
  group?: { arn: string; tags: Record<string, string> };
  versions: GroupVersion[];
  /** Endpoints that serve one of the versions. */
  served: { version: GroupVersion; endpoint: string; accountId: string }[];
  pipeline?: { arn: string; tags: Record<string, string> };
  /** Executions of the pipeline that have not ended. */
  running: { arn: string; isStopping: boolean }[];
  /** Folders that hold something. */
  folders: (ObjectPrefix & { objects: number; bytes: number })[];
  /** Buckets with a lifecycle rule for the branch. */
  expiring: { bucket: string; days?: number }[];
  /** In the build repository. */
  git?: { head: string; isMerged: boolean };
}

/** The versions that are served somewhere; names in ARNs may be in lower case. */
export function servedVersions(
  versions: GroupVersion[],
  models: DeployedModel[],
): BranchRemains['served'] {
  return models.flatMap(({ modelPackageArn, endpoints, accountId }) => {
    const version = versions.find(
      ({ arn }) => arn.toLowerCase() === modelPackageArn?.toLowerCase(),
    );
    return version
      ? endpoints.map(({ name }) => ({ version, endpoint: name, accountId }))
      : [];
  });
}

const MIB = 1024 * 1024;

function sizeOf(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

/** One line for each thing that goes, in the order in which it goes. */
export function describeRemains(
  remains: BranchRemains,
  { names }: Branch,
): string[] {
  const { group, versions, pipeline, running, folders, expiring, git } =
    remains;
  return [
    ...running.map(({ arn }) => `Running execution ${arn}`),
    ...(git
      ? [
          `Branch ${names.branch} of the repository ${names.buildRepository}, at ${git.head}`,
        ]
      : []),
    ...folders.map(
      ({ bucket, prefix, objects, bytes }) =>
        `s3://${bucket}/${prefix} with ${objects} objects, ${sizeOf(bytes)}`,
    ),
    ...expiring.map(
      ({ bucket, days }) =>
        `Lifecycle rule ${names.lifecycleRule} of the bucket ${bucket}, ${
          days ?? 'unknown'
        } days`,
    ),
    ...(pipeline ? [`Pipeline ${pipeline.arn} with its history of runs`] : []),
    ...versions.map(
      ({ arn, approvalStatus }) => `Version ${arn}, ${approvalStatus}`,
    ),
    ...(group ? [`Model group ${group.arn}`] : []),
  ];
}

/**
 * Why the branch cannot be decommissioned as it stands, each with what to do; empty
 * when it can. Nothing but what carries the tags of the branch is ever deleted.
 */
export function refusals(
  remains: BranchRemains,
  branch: Branch,
  allowed: { stopRuns: boolean; deleteUnmerged: boolean },
): string[] {
  const { group, versions, served, pipeline, running, git } = remains;
  const { names } = branch;
  const reasons: string[] = [];
  for (const [label, thing] of [
    ['The model group', group],
    ['The pipeline', pipeline],
  ] as const) {
    if (thing && !isOfBranch(thing.tags, branch)) {
      reasons.push(
        `${label} ${thing.arn} is not tagged as one of the branch '${names.branch}': only what an action has created for a branch is deleted`,
      );
    }
  }
  for (const { arn, approvalStatus } of versions) {
    if (approvalStatus === 'Approved') {
      reasons.push(
        `The version ${arn} is approved: reject it if nothing needs it any more`,
      );
    }
  }
  for (const { version, endpoint, accountId } of served) {
    reasons.push(
      `The version ${version.arn} is served by the endpoint '${endpoint}' in account ${accountId}: delete or update the endpoint first`,
    );
  }
  if (!allowed.stopRuns) {
    for (const { arn } of running) {
      reasons.push(
        `The execution ${arn} has not ended: wait for it, or let it be stopped (stopRuns)`,
      );
    }
  }
  if (git && !git.isMerged && !allowed.deleteUnmerged) {
    reasons.push(
      `The branch '${names.branch}' of '${names.buildRepository}' holds commits that neither develop nor the default branch has: merge it, or let them be deleted (deleteUnmerged)`,
    );
  }
  return reasons;
}
