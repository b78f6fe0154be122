import {
  TAG_BRANCH,
  TAG_PROJECT_NAME,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  BRANCH,
  BRANCH_TAGS,
  SET,
  USE_CASE,
} from '../__testUtils__/branchWorld';
import {
  BranchRemains,
  describeRemains,
  refusals,
  servedVersions,
} from './remains';

const CONTEXT = {
  set: SET,
  useCase: USE_CASE,
  names: BRANCH,
  dev: { accountId: USE_CASE.devAccountId, region: USE_CASE.region },
};
const VERSION = {
  arn: `${BRANCH.modelGroupArn.replace('-group', '')}/1`,
  version: 1,
  approvalStatus: 'Rejected',
};
const ALL: BranchRemains = {
  group: { arn: BRANCH.modelGroupArn, tags: BRANCH_TAGS },
  versions: [VERSION],
  served: [],
  pipeline: { arn: BRANCH.pipelineArn, tags: BRANCH_TAGS },
  running: [],
  folders: [],
  expiring: [],
  git: { head: 'c1', isMerged: true },
};
const RUNNING = [{ arn: 'execution-1', isStopping: false }];
const NOTHING_ALLOWED = { stopRuns: false, deleteUnmerged: false };

describe('refusals', () => {
  it.each<[string, Partial<BranchRemains>, RegExp]>([
    [
      'a group without tags, such as a main group',
      { group: { arn: 'arn-main', tags: {} } },
      /model group arn-main is not tagged as one of the branch/,
    ],
    [
      'a group of another branch',
      {
        group: {
          arn: 'arn-other',
          tags: { ...BRANCH_TAGS, [TAG_BRANCH]: 'feature/other' },
        },
      },
      /model group arn-other is not tagged/,
    ],
    [
      'a pipeline of another use case',
      {
        pipeline: {
          arn: 'arn-other',
          tags: { ...BRANCH_TAGS, [TAG_PROJECT_NAME]: 'loans' },
        },
      },
      /pipeline arn-other is not tagged/,
    ],
    [
      'an approved version',
      { versions: [{ ...VERSION, approvalStatus: 'Approved' }] },
      /\/1 is approved: reject it/,
    ],
    [
      'a version that is served',
      { served: [{ version: VERSION, endpoint: 'churn', accountId: '21' }] },
      /\/1 is served by the endpoint 'churn' in account 21/,
    ],
    ['a run', { running: RUNNING }, /execution-1 has not ended/],
    [
      'commits that were not merged',
      { git: { head: 'c1', isMerged: false } },
      /holds commits that neither develop nor the default branch has/,
    ],
  ])('names %s', (_, changed, message) => {
    const reasons = refusals({ ...ALL, ...changed }, CONTEXT, NOTHING_ALLOWED);
    expect(reasons).toEqual([expect.stringMatching(message)]);
  });

  it.each<[string, Partial<BranchRemains>]>([
    ['everything a branch has', {}],
    [
      'runs and commits where told',
      { running: RUNNING, git: { head: 'c1', isMerged: false } },
    ],
    [
      'nothing',
      { group: undefined, pipeline: undefined, git: undefined, versions: [] },
    ],
  ])('lets %s go', (_, changed) => {
    const allowed = { stopRuns: true, deleteUnmerged: true };
    expect(refusals({ ...ALL, ...changed }, CONTEXT, allowed)).toEqual([]);
  });
});

describe('describeRemains', () => {
  it('lists what goes, in the order in which it goes', () => {
    const folders = [
      {
        bucket: 'b',
        prefix: BRANCH.artifactPrefix,
        objects: 3,
        bytes: 1_600_000,
      },
    ];
    expect(
      describeRemains(
        {
          ...ALL,
          folders,
          running: RUNNING,
          expiring: [{ bucket: 'b', days: 90 }],
        },
        CONTEXT,
      ),
    ).toEqual([
      'Running execution execution-1',
      'Branch feature/new-features of the repository churn-build, at c1',
      `s3://b/${BRANCH.artifactPrefix} with 3 objects, 1.5 MiB`,
      `Lifecycle rule ${BRANCH.lifecycleRule} of the bucket b, 90 days`,
      `Pipeline ${BRANCH.pipelineArn} with its history of runs`,
      `Version ${VERSION.arn}, Rejected`,
      `Model group ${BRANCH.modelGroupArn}`,
    ]);
  });
});

describe('servedVersions', () => {
  const model = (modelPackageArn?: string) => ({
    accountId: '210000000004',
    region: 'eu-west-1',
    modelName: 'm',
    modelPackageArn,
    endpoints: [{ name: 'churn', arn: 'arn', status: 'InService' }],
  });

  it.each([
    ['the version', VERSION.arn, 1],
    ['the version in lower case', VERSION.arn.toLowerCase(), 1],
    ['another version', `${VERSION.arn}1`, 0],
    ['an unregistered model', undefined, 0],
  ])('of an endpoint with %s', (_, arn, count) => {
    expect(servedVersions([VERSION], [model(arn)])).toHaveLength(count);
  });
});
