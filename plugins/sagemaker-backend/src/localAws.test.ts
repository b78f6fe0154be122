import { Entity } from '@backstage/catalog-model';
import {
  Promotion,
  StageState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  LocalBackend,
  SetName,
  startLocalBackend,
  useCaseEntities,
} from './__testUtils__/localBackend';
import { StartedBackend } from './__testUtils__/startBackend';
import { CLIENT_TOKEN, entity } from './__testUtils__/world';

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
  let portal: LocalBackend;
  let backend: StartedBackend;

  beforeAll(async () => {
    portal = await startLocalBackend([
      ...USE_CASES.flatMap(([name, set]) => useCaseEntities(name, set)),
      ...useCaseEntities('demand-forecast', 'forecasting'),
      repository('fraud-detection-build', 'ml-build'),
      repository('fraud-detection-deploy', 'ml-deployment'),
      repository('vanished-build', 'ml-build'),
    ]);
    backend = portal.backend;
  }, 60_000);

  afterAll(() => portal?.stop());

  const promotion = async (name: string): Promise<Promotion> => {
    const { body } = await backend
      .as('ann')
      .get(`resource:default/${name}-models`, 'promotion');
    return body;
  };
  const short = ({ status, version }: StageState) =>
    `${status} ${version ?? '-'}`;

  it('asks AWS four times for a promotion, and not at all when warm', async () => {
    portal.local.calls.clear();
    await promotion('demand-forecast');
    expect(portal.asked().length).toBeLessThanOrEqual(4);
    expect(portal.asked().length).toBeGreaterThan(0);
    portal.local.calls.clear();
    await promotion('demand-forecast');
    expect(portal.local.calls.list()).toEqual([]);
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

  it('tells what a template asks for, and what stands in the way of a use case', async () => {
    const set = 'resource:default/credit-risk';
    const template = 'servicecatalog:prod-mlopsrealtime';
    const { body: detail } = await backend
      .as('ann')
      .get(set, `project-template?${new URLSearchParams({ template })}`);
    expect(detail).toMatchObject({
      versions: [{ name: 'v1', launchable: true, isDefault: true }],
      launchPaths: [{ name: 'MLOps' }],
      findings: [],
    });
    expect(detail.parameters).toContainEqual(
      expect.objectContaining({
        key: 'InstanceType',
        description: 'Instance type of the endpoints',
        defaultValue: 'ml.m5.large',
      }),
    );
    const preflight = async (request: object) =>
      (
        await backend
          .as('ann')
          .post(set, 'use-case-preflight', { template, ...request })
      ).body;
    expect(await preflight({ name: 'new-one' })).toMatchObject({
      findings: [],
      notChecked: [],
    });
    const wrong = await preflight({
      name: 'fraud-detection',
      parameters: { InstanceType: 'ml.none' },
    });
    expect(wrong.findings).toEqual([
      expect.objectContaining({ field: 'name' }),
      expect.objectContaining({ parameter: 'InstanceType' }),
    ]);
  });

  it('says that a repository is not there', async () => {
    const { status, body } = await backend
      .as('ann')
      .get('component:default/vanished-build', 'repository-check');
    expect(status).toBe(404);
    expect(body.error.message).toContain('There is no repository at');
  });
});
