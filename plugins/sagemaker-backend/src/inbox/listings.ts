import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ModelGroup } from './ModelGroups';

/** What is read of AWS at once, for all model groups that it is about. */
export type Listing = { source: string; groups: ModelGroup[] } & (
  | { kind: 'registry'; target: Target }
  /** Its source is the ARN of the pipeline. */
  | { kind: 'pipeline' }
);

export function registrySource({ accountId, region }: Target): string {
  return `registry:${accountId}:${region}`;
}

/**
 * One listing for each account and region with model groups, and one for each CI/CD
 * pipeline that they are linked to, in accounts that this portal may be led to.
 */
export function listingsOf(
  groups: ModelGroup[],
  knownAccounts: Set<string>,
): Listing[] {
  const listings = new Map<string, Listing>();
  const add = (group: ModelGroup, empty: Listing) => {
    const listing = listings.get(empty.source) ?? empty;
    listing.groups.push(group);
    listings.set(empty.source, listing);
  };
  for (const group of groups) {
    const { accountId, region, deploymentPipelineArn } = group.subject;
    if (knownAccounts.has(accountId)) {
      const target = { accountId, region };
      const source = registrySource(target);
      add(group, { kind: 'registry', source, target, groups: [] });
    }
    if (
      deploymentPipelineArn &&
      knownAccounts.has(parseArn(deploymentPipelineArn).accountId)
    ) {
      const source = deploymentPipelineArn;
      add(group, { kind: 'pipeline', source, groups: [] });
    }
  }
  return [...listings.values()];
}
