import {
  facts,
  line,
  pipeline,
  runs,
  target,
} from '../__testUtils__/promotionFacts';
import {
  modelVersion,
  PROD,
  served,
  STAGING,
  versionArn,
} from '../__testUtils__/world';
import { PromotionFacts } from './facts';
import { promotionOf } from './promotion';

const older = { prod: runs(PROD, served(PROD, 12)) };

const cases: [string, Partial<PromotionFacts>, string, string[]][] = [
  [
    'prod runs an older version and nothing is under way',
    { ...older },
    'dev running 14, staging running 14, prod running 12, approved-not-running in prod',
    [
      'Prod runs version 12, but version 14 is approved.',
      "Start 'churn-deploy' for version 14.",
    ],
  ],
  [
    'no CI/CD pipeline is linked',
    { ...older, deployment: undefined },
    'dev running 14, staging running 14, prod running 12, approved-not-running in prod',
    ['tag the model group with mlops:deployment-pipeline'],
  ],
  [
    'a version runs that was rejected',
    {
      versions: [modelVersion(14, 'Rejected'), modelVersion(12, 'Approved')],
      staging: runs(STAGING, served(STAGING, 12)),
    },
    'dev running 14, staging running 12, prod running 14, running-not-approved in prod, staging-older-than-prod in staging',
    [
      'Version 14 runs in prod, but its approval status is Rejected.',
      'Staging runs version 12, older than version 14 in prod.',
    ],
  ],
  [
    'a model runs that was never registered',
    {
      versions: [],
      staging: runs(STAGING),
      prod: runs(PROD, served(PROD, undefined)),
      deployment: undefined,
    },
    'dev empty -, staging empty -, prod running -, unregistered-running in prod',
    ["Endpoint 'churn' in prod serves 'churn-by-hand'"],
  ],
  [
    'other models of the account are none of ours',
    {
      endpointArns: [],
      prod: runs(PROD, served(PROD, undefined), {
        ...served(PROD, 3),
        modelPackageArn: versionArn(3).replace('churn-models', 'other-models'),
      }),
      versions: [modelVersion(14, 'PendingManualApproval')],
      staging: runs(STAGING),
    },
    'dev running 14, staging empty -, prod empty -, registry:14 opens staging',
    [],
  ],
  [
    'the prod account cannot be read',
    {
      prod: {
        target: target(PROD),
        models: { unreadable: 'Access denied in prod' },
      },
    },
    'dev running 14, staging running 14, prod unknown -',
    ['Access denied in prod', '"readable":false'],
  ],
  [
    'no account set is linked',
    {
      dev: { unreadable: 'No account set' },
      staging: {
        target: { unreadable: 'No account set' },
        models: { unreadable: 'No account set' },
      },
      prod: {
        target: { unreadable: 'No account set' },
        models: { unreadable: 'No account set' },
      },
    },
    'dev running 14, staging unknown -, prod unknown -',
    ['"summary":"No account set"', '"readable":false'],
  ],
  [
    'the CI/CD pipeline cannot be read',
    { ...older, deployment: { unreadable: 'denied' } },
    'dev running 14, staging running 14, prod running 12, approved-not-running in prod',
    ['"readable":false', 'See why the CI/CD pipeline could not be read.'],
  ],
  [
    'the CI/CD pipeline deploys a model of another group',
    {
      deployment: pipeline(undefined, 'ssw-', {
        approvals: [
          {
            stageName: 'ApproveProd',
            actionName: 'Approval',
            token: 'theirs',
            modelPackageArn: versionArn(3).replace('churn', 'other'),
          },
        ],
      }),
    },
    'dev running 14, staging running 14, prod running 14',
    [],
  ],
  [
    'an approval whose execution does not say what it deploys',
    {
      ...older,
      deployment: pipeline(undefined, 'ssw-'),
    },
    'dev running 14, staging running 14, prod running 12, cicd:ApproveProd/Approval opens prod',
    ['A version waits for an approval in the CI/CD pipeline.'],
  ],
  [
    'an earlier version still goes to prod while the next is in staging',
    {
      ...older,
      versions: [modelVersion(15, 'Approved'), modelVersion(14, 'Approved')],
      deployment: pipeline(15, 'i-si'),
    },
    'dev running 15, staging deploying 14, prod deploying 12',
    [
      "'DeployStaging' of version 15 is in progress",
      "'DeployProd' of a version is in progress",
    ],
  ],
];

describe('promotionOf, where things do not match', () => {
  it.each(cases)('%s', (_, given, expected, says) => {
    const promotion = promotionOf(facts(given));
    expect(line(promotion)).toBe(expected);
    for (const text of says) {
      expect(JSON.stringify(promotion)).toContain(text);
    }
  });
});
