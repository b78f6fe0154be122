import { facts, line, pipeline, runs } from '../__testUtils__/promotionFacts';
import {
  accountRef,
  modelVersion,
  PROD,
  REGION,
  served,
  STAGING,
  versionArn,
} from '../__testUtils__/world';
import { PromotionFacts } from './facts';
import { promotionOf } from './promotion';

const noVersions = { versions: [], staging: runs(STAGING), prod: runs(PROD) };
const older = { prod: runs(PROD, served(PROD, 12)) };

const cases: [string, Partial<PromotionFacts>, string, string[]][] = [
  [
    'nothing is registered',
    { ...noVersions, deployment: undefined },
    'dev empty -, staging empty -, prod empty -',
    ['No version has been registered.', 'Nothing runs here.'],
  ],
  [
    'the first version waits in the registry',
    {
      versions: [modelVersion(1, 'PendingManualApproval')],
      staging: runs(STAGING),
      prod: runs(PROD),
      deployment: pipeline(undefined, '----'),
    },
    'dev running 1, staging empty -, prod empty -, registry:1 opens staging',
    ['Version 1 waits for an approval in the registry.'],
  ],
  [
    'only versions newer than the newest approved one wait, newest first',
    {
      versions: [
        modelVersion(17, 'PendingManualApproval'),
        modelVersion(16, 'Rejected'),
        modelVersion(15, 'PendingManualApproval'),
        modelVersion(14, 'Approved'),
        modelVersion(13, 'PendingManualApproval'),
      ],
    },
    'dev running 17, staging running 14, prod running 14, registry:17 opens staging, registry:15 opens staging',
    ['Version 14 is in service. Version 17 waits'],
  ],
  [
    'a version that could not be registered does not wait',
    {
      versions: [
        modelVersion(15, 'PendingManualApproval', { status: 'Failed' }),
        modelVersion(14, 'Approved'),
      ],
    },
    'dev failed 15, staging running 14, prod running 14',
    ['Version 15 could not be registered.'],
  ],
  [
    'the approved version is on its way to staging',
    {
      ...older,
      staging: runs(STAGING, served(STAGING, 12)),
      deployment: pipeline(14, 'i---'),
    },
    'dev running 14, staging deploying 12, prod running 12',
    ["'DeployStaging' of version 14 is in progress; version 12 is in service."],
  ],
  [
    'tests fail in staging',
    {
      ...older,
      deployment: pipeline(14, 'sf--'),
    },
    'dev running 14, staging failed 14, prod running 12, approved-not-running in prod',
    [
      "'TestStaging' of version 14 failed: the reason",
      "Repair what failed in 'TestStaging' of 'churn-deploy'",
    ],
  ],
  [
    'the deployment waits for the second approval',
    {
      ...older,
      deployment: pipeline(14, 'ssw-'),
    },
    'dev running 14, staging running 14, prod running 12, cicd:ApproveProd/Approval opens prod',
    ['Version 12 is in service. Version 14 waits', '"expected":"token-1"'],
  ],
  [
    'prod is being updated',
    {
      prod: runs(PROD, served(PROD, 12, 'Updating')),
      deployment: pipeline(14, 'sssi'),
    },
    'dev running 14, staging running 14, prod deploying 12',
    ["Endpoint 'churn' is Updating and serves version 12."],
  ],
  [
    'everything runs what is approved',
    {},
    'dev running 14, staging running 14, prod running 14',
    ['Version 14 is in service.'],
  ],
  [
    'the endpoint rolls back',
    {
      prod: runs(PROD, served(PROD, 12, 'RollingBack')),
      deployment: pipeline(14, 'sssi'),
    },
    'dev running 14, staging running 14, prod rolledBack 12',
    ["Endpoint 'churn' is rolling back the deployment of version 14."],
  ],
  [
    'the deployment to prod failed and the old version serves on',
    {
      ...older,
      deployment: pipeline(14, 'sssf'),
    },
    'dev running 14, staging running 14, prod rolledBack 12, approved-not-running in prod',
    [
      "'DeployProd' of version 14 failed: the reason; version 12 is in service.",
    ],
  ],
  [
    'the rollback failed as well',
    { prod: runs(PROD, served(PROD, 12, 'UpdateRollbackFailed')) },
    'dev running 14, staging running 14, prod failed 12, approved-not-running in prod',
    ["Endpoint 'churn' is UpdateRollbackFailed."],
  ],
  [
    'the first deployment to prod failed',
    {
      prod: runs(PROD),
      deployment: pipeline(14, 'sssf'),
    },
    'dev running 14, staging running 14, prod failed -, approved-not-running in prod',
    ['nothing runs yet', 'Prod runs no version, but version 14 is approved.'],
  ],
  [
    'the second approval was refused',
    {
      ...older,
      deployment: pipeline(14, 'ssf-'),
    },
    'dev running 14, staging running 14, prod running 12, approved-not-running in prod',
    [
      "Version 14 was rejected in 'ApproveProd'; version 12 is in service.",
      'reject it in the registry too',
    ],
  ],
  [
    'the newest version was rejected in the registry',
    {
      versions: [modelVersion(15, 'Rejected'), modelVersion(14, 'Approved')],
    },
    'dev running 15, staging running 14, prod running 14',
    ['Version 15 was registered last.'],
  ],
];

describe('promotionOf', () => {
  it.each(cases)('%s', (_, given, expected, says) => {
    const promotion = promotionOf(facts(given));
    expect(line(promotion)).toBe(expected);
    for (const text of says) {
      expect(JSON.stringify(promotion)).toContain(text);
    }
  });

  it('describes what an approval needs', () => {
    const { approvals } = promotionOf(
      facts({
        ...older,
        versions: [
          modelVersion(15, 'PendingManualApproval'),
          modelVersion(14, 'Approved'),
        ],
        deployment: pipeline(14, 'ssw-'),
      }),
    );
    expect(approvals).toEqual([
      {
        id: 'cicd:ApproveProd/Approval',
        kind: 'cicd',
        stage: 'prod',
        title: 'Approve version 14 for prod',
        version: 14,
        modelPackageArn: versionArn(14),
        since: '2026-01-02T00:00:00.000Z',
        expected: 'token-1',
        pipelineName: 'churn-deploy',
        url: undefined,
      },
      {
        id: 'registry:15',
        kind: 'registry',
        stage: 'staging',
        title: 'Approve version 15 for staging',
        version: 15,
        modelPackageArn: versionArn(15),
        since: '2026-01-01T00:00:15.000Z',
        expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
      },
    ]);
  });

  it('tells each stage where it is, and each endpoint what it serves', () => {
    const { stages, deployment } = promotionOf(facts({}));
    expect(stages[2]).toMatchObject({
      accountId: PROD,
      accountRef: accountRef(PROD),
      region: REGION,
      running: [
        {
          endpointName: 'churn',
          endpointStatus: 'InService',
          modelPackageArn: versionArn(14),
          version: 14,
        },
      ],
    });
    expect(deployment).toMatchObject({
      pipelineName: 'churn-deploy',
      version: 14,
      consoleUrl:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/churn-deploy/view?region=eu-west-1',
    });
  });
});
