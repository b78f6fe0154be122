import { startLocalAws } from '../../lib/localAws.mjs';

const ACCOUNTS = 20;
const REGIONS = ['eu-west-1', 'us-east-1'];
const RESOURCES = {
  modelGroups: 10_000,
  projects: 2_000,
  pipelines: 5_000,
  endpoints: 3_000,
};
const OWNER_TAG = 'mlops:owner';

/** What Local AWS is asked to hold: that share of a large company's resources. */
export function worldOf(share, versions) {
  return {
    accounts: ACCOUNTS,
    regions: REGIONS,
    ...Object.fromEntries(
      Object.entries({ ...RESOURCES, versions }).map(([type, count]) => [
        type,
        Math.ceil(count * share),
      ]),
    ),
  };
}

/** How many resources of it become entities. */
export function resourcesOf(world) {
  return Object.keys(RESOURCES).reduce((sum, type) => sum + world[type], 0);
}

export async function withLocalAws(world, task) {
  const aws = await startLocalAws();
  try {
    await aws.seed(world);
    return await task(aws);
  } finally {
    await aws.stop();
  }
}

function targetOf(arn) {
  const [, , , region, accountId] = arn.split(':');
  return { region, accountId };
}

/** Changes what the entity of a resource will say. */
export function tagOwner(aws, arn, owner) {
  return aws.sagemaker(targetOf(arn), 'AddTags', {
    ResourceArn: arn,
    Tags: [{ Key: OWNER_TAG, Value: owner }],
  });
}
