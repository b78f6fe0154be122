import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PIPELINE_ARN,
  Promotion,
  StageState,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import { StartedBackend, startBackend } from './__testUtils__/startBackend';
import { CLIENT_TOKEN, entity } from './__testUtils__/world';

const SETS = { 'credit-risk': '21', marketing: '22', forecasting: '23' };
type SetName = keyof typeof SETS;

function setOf(name: SetName) {
  const account = (last: number) => `${SETS[name]}000000000${last}`;
  return {
    name,
    regions: [name === 'forecasting' ? 'us-east-1' : 'eu-west-1'],
    accounts: [
      { role: 'dev', accountId: account(2) },
      { role: 'preprod', accountId: account(3) },
      { role: 'prod', accountId: account(4) },
      { role: 'tooling', accountId: '100000000002' },
    ] as const,
  };
}

/** What the catalog module would make of a use case of the demo world. */
function useCaseEntities(name: string, setName: SetName): Entity[] {
  const set = setOf(setName);
  const [region] = set.regions;
  const names = useCaseNames(name, { ...set, accounts: [...set.accounts] });
  const endpoints = set.accounts
    .filter(({ role }) => role === 'preprod' || role === 'prod')
    .map(({ role, accountId }) =>
      entity(
        `${name}-${role}`,
        { type: 'ml-endpoint' },
        {
          [ANNOTATION_AWS_ARN]: `arn:aws:sagemaker:${region}:${accountId}:endpoint/${name}`,
          [ANNOTATION_MODEL_GROUP_ARN]: names.modelGroupArn,
        },
      ),
    );
  return [
    entity(
      `${name}-models`,
      { type: 'ml-model' },
      {
        [ANNOTATION_AWS_ARN]: names.modelGroupArn,
        [ANNOTATION_PIPELINE_ARN]: names.pipelineArn,
        [ANNOTATION_CODEPIPELINE_ARN]: names.deploymentPipelineArn,
        [ANNOTATION_ACCOUNT_SET]: `resource:default/${setName}`,
      },
    ),
    entity(
      `${name}-training`,
      { type: 'ml-pipeline' },
      { [ANNOTATION_AWS_ARN]: names.pipelineArn },
    ),
    ...endpoints,
  ];
}

/** What the catalog makes of the catalog-info.yaml in a repository. */
function repository(name: string, type: string): Entity {
  const url = `https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/${name}/browse/refs/heads/main/--/catalog-info.yaml`;
  return {
    ...entity(
      name,
      { type },
      { 'backstage.io/managed-by-location': `url:${url}` },
    ),
    kind: 'Component',
  };
}

const USE_CASES: [string, SetName, object][] = [
  [
    'fraud-detection',
    'credit-risk',
    { stages: ['running 18', 'running 18', 'running 18'], drift: [] },
  ],
  [
    'aml-alerts',
    'credit-risk',
    {
      stages: ['running 14', 'running 12', 'running 12'],
      drift: ['approved-not-running'],
    },
  ],
  [
    'collections-priority',
    'credit-risk',
    { stages: ['empty -', 'empty -', 'empty -'], drift: [] },
  ],
  [
    'churn-prediction',
    'marketing',
    {
      stages: ['running 1', 'empty -', 'empty -'],
      drift: [],
      waiting: ['registry:1'],
    },
  ],
  [
    'campaign-uplift',
    'marketing',
    {
      stages: ['running 10', 'running 10', 'rolledBack 9'],
      drift: ['approved-not-running'],
    },
  ],
  [
    'next-best-offer',
    'marketing',
    { stages: ['running 11', 'running 10', 'running 10'], drift: [] },
  ],
  [
    'product-recommendations',
    'marketing',
    {
      stages: ['running 13', 'running 11', 'running 13'],
      drift: ['staging-older-than-prod'],
    },
  ],
  [
    'price-elasticity',
    'forecasting',
    {
      stages: ['running 5', 'running 5', 'running -'],
      drift: ['approved-not-running', 'unregistered-running'],
    },
  ],
  [
    'returns-forecast',
    'forecasting',
    {
      stages: ['running 6', 'running 5', 'running 5'],
      drift: [],
      waiting: ['registry:6'],
    },
  ],
  [
    'stock-replenishment',
    'forecasting',
    {
      stages: ['running 8', 'failed 7', 'running 7'],
      drift: ['approved-not-running'],
    },
  ],
  [
    'credit-scoring',
    'credit-risk',
    {
      stages: ['running 12', 'running 12', 'running 11'],
      drift: [],
      waiting: ['cicd:ApproveProd/Approval'],
    },
  ],
];

describe('the demo world of Local AWS', () => {
  const clock = new ManualClock();
  const { env } = process;
  let local: LocalAws;
  let backend: StartedBackend;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock });
    process.env = {
      ...env,
      AWS_ENDPOINT_URL: local.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
    backend = await startBackend({
      entities: [
        ...USE_CASES.flatMap(([name, set]) => useCaseEntities(name, set)),
        ...useCaseEntities('demand-forecast', 'forecasting'),
        repository('fraud-detection-build', 'ml-build'),
        repository('fraud-detection-deploy', 'ml-deployment'),
        repository('vanished-build', 'ml-build'),
        ...(['credit-risk', 'marketing', 'forecasting'] as const).flatMap(
          name => {
            const { regions, accounts } = setOf(name);
            return [
              entity(
                name,
                {
                  type: 'mlops-account-set',
                  state: 'active',
                  regions,
                  accounts: accounts.map(account => ({ ...account })),
                },
                {},
              ),
              ...accounts.map(({ accountId }) =>
                entity(
                  `aws-account-${accountId}`,
                  { type: 'cloud-account' },
                  {},
                ),
              ),
            ];
          },
        ),
      ],
      config: {
        data: {
          aws: {
            mainAccount: {},
            accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
          },
          integrations: {
            awsCodeCommit: [
              {
                region: 'eu-west-1',
                roleArn: 'arn:aws:iam::100000000002:role/mlops-portal',
                externalId: 'mlops',
              },
            ],
          },
          sagemaker: {
            governance: {
              accountId: '100000000001',
              region: 'eu-west-1',
              tableName: 'mlops-account-sets',
            },
          },
        },
      },
    });
  }, 60_000);

  afterAll(async () => {
    await backend?.backend.stop();
    await local?.close();
    process.env = env;
  });

  const promotion = async (name: string): Promise<Promotion> => {
    const { body } = await backend
      .as('ann')
      .get(`resource:default/${name}-models`, 'promotion');
    return body;
  };
  const short = ({ status, version }: StageState) =>
    `${status} ${version ?? '-'}`;

  it('asks AWS four times for a promotion, and not at all when warm', async () => {
    const asked = () =>
      local.calls
        .list()
        .filter(({ service }) => !['sts', 'dynamodb'].includes(service))
        .reduce((sum, { count }) => sum + count, 0);
    local.calls.clear();
    await promotion('demand-forecast');
    expect(asked()).toBeLessThanOrEqual(4);
    expect(asked()).toBeGreaterThan(0);
    local.calls.clear();
    await promotion('demand-forecast');
    expect(local.calls.list()).toEqual([]);
  });

  it.each(USE_CASES)('tells the promotion of %s', async (name, _, expected) => {
    const { stages, drift, approvals, readable } = await promotion(name);
    expect({
      readable,
      stages: stages.map(short),
      drift: drift.map(({ kind }) => kind),
      waiting: approvals.map(({ id }) => id),
    }).toEqual({ readable: true, waiting: [], ...expected });
  });

  it('lets one of two people approve for prod, and shows that it goes on', async () => {
    const { approvals } = await promotion('credit-scoring');
    const decide = (user: string) =>
      backend
        .as(user)
        .post(
          'resource:default/credit-scoring-models',
          `approvals/${encodeURIComponent(approvals[0].id)}`,
          {
            decision: 'Approved',
            reason: 'Tested in staging',
            expected: approvals[0].expected,
          },
        );
    const answers = await Promise.all([decide('ann'), decide('bob')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const after = await promotion('credit-scoring');
    expect(after.approvals).toEqual([]);
  });

  it('approves the first version in the registry', async () => {
    const { approvals } = await promotion('churn-prediction');
    const { status, body } = await backend
      .as('ann')
      .post(
        'resource:default/churn-prediction-models',
        'approvals/registry:1',
        {
          decision: 'Approved',
          reason: 'Good enough for staging',
          expected: approvals[0].expected,
        },
      );
    expect(body).toMatchObject({ decidedBy: 'user:default/ann' });
    expect(status).toBe(200);
    const after = await promotion('churn-prediction');
    expect(after.approved).toBe(1);
  });

  it('starts one run for a client token', async () => {
    const ref = 'resource:default/churn-prediction-training';
    const start = () =>
      backend.as('ann').post(ref, 'runs', { clientToken: CLIENT_TOKEN });
    const [first, again] = [await start(), await start()];
    expect(first.status).toBe(201);
    expect(again.body.arn).toBe(first.body.arn);
    const { body } = await backend.as('ann').get(ref, 'runs');
    expect(body.items[0]).toMatchObject({
      arn: first.body.arn,
      status: 'Executing',
    });
  });

  it('shows account sets and what they offer', async () => {
    const set = 'resource:default/credit-risk';
    const state = await backend.as('ann').get(set, 'account-set');
    expect(state.body).toMatchObject({
      name: 'credit-risk',
      state: 'active',
      provisionedProductStatus: 'AVAILABLE',
    });
    const templates = await backend.as('ann').get(set, 'project-templates');
    expect(templates.status).toBe(200);
    expect(templates.body.items).not.toEqual([]);
  });

  it.each([
    ['fraud-detection-build', 'build'],
    ['fraud-detection-deploy', 'deployment'],
  ])('compares the repository %s with the standard', async (name, kind) => {
    const { body } = await backend
      .as('ann')
      .get(`component:default/${name}`, 'repository-check');
    expect(body).toMatchObject({ kind, violations: [] });
    expect(body.files).toBeGreaterThanOrEqual(10);
  });

  it('says that a repository is not there', async () => {
    const { status, body } = await backend
      .as('ann')
      .get('component:default/vanished-build', 'repository-check');
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no repository at');
  });
});
