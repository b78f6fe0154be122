import { mockCredentials } from '@backstage/backend-test-utils';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_PIPELINE_ARN,
  PipelineRun,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import request from 'supertest';
import { FakeAws } from './__testUtils__/fakeAws';
import { FakeRepositories } from './__testUtils__/FakeRepositories';
import { StartedBackend, startBackend } from './__testUtils__/startBackend';
import {
  accountRef,
  CLIENT_TOKEN,
  entity,
  GROUP,
  GROUP_ARN,
  JOB_ARN,
  modelGroupEntity,
  PIPELINE,
  PIPELINE_ARN,
  PROD,
  REPOSITORY,
  REPOSITORY_URL,
  SET,
  STAGING,
  TOOLING,
  USE_CASE,
  worldAws,
  worldEntities,
} from './__testUtils__/world';

const approve15 = {
  decision: 'Approved',
  reason: 'Metrics are better',
  expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
};
const start = { clientToken: CLIENT_TOKEN };

function runIs(status: PipelineRun['status']) {
  return (aws: FakeAws) => {
    aws.runs.get(PIPELINE_ARN)![0].status = status;
  };
}

interface Route {
  method: 'get' | 'post';
  ref: string;
  rest: string;
  body?: object;
  /** What AWS must be like for it. */
  given?: (aws: FakeAws) => void;
  permission: string;
  status: number;
  answer: object;
}

const routes: Route[] = [
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'runs?limit=5',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      pipelines: [
        { entityRef: PIPELINE, arn: PIPELINE_ARN, name: 'churn-training' },
      ],
      items: [expect.objectContaining({ id: 'run-1', status: 'Succeeded' })],
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: USE_CASE,
    rest: 'runs',
    permission: 'sagemaker.read',
    status: 200,
    answer: expect.objectContaining({
      pipelines: [expect.objectContaining({ entityRef: PIPELINE })],
      items: [expect.objectContaining({ pipelineArn: PIPELINE_ARN })],
    }),
  },
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'pipeline',
    permission: 'sagemaker.read',
    status: 200,
    answer: expect.objectContaining({
      pipelineArn: PIPELINE_ARN,
      parameters: [{ name: 'Rate', type: 'Float', defaultValue: '0.1' }],
      steps: ['Train'],
      asOf: expect.any(String),
    }),
  },
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'runs/run-1/graph',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      nodes: [{ name: 'Train', type: 'Training' }],
      edges: [],
      commit: 'abc1234',
    },
  },
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'runs/run-1/steps/Train',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      step: expect.objectContaining({ name: 'Train', jobArn: JOB_ARN }),
      job: expect.objectContaining({ kind: 'Training', name: 'train-1' }),
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'runs/run-1/steps/Train/log?limit=50&cursor=c',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      lines: [expect.objectContaining({ message: '50 lines before c' })],
      logGroup: '/aws/sagemaker/TrainingJobs',
      truncated: false,
      consoleUrl: expect.any(String),
      asOf: expect.any(String),
    },
  },
  {
    method: 'post',
    ref: PIPELINE,
    rest: 'runs/run-1/stop',
    body: start,
    given: runIs('Executing'),
    permission: 'sagemaker.run.stop',
    status: 200,
    answer: expect.objectContaining({ id: 'run-1', status: 'Stopping' }),
  },
  {
    method: 'post',
    ref: PIPELINE,
    rest: 'runs/run-1/retry',
    body: start,
    given: runIs('Failed'),
    permission: 'sagemaker.run.start',
    status: 200,
    answer: expect.objectContaining({ id: 'run-1', status: 'Executing' }),
  },
  {
    method: 'get',
    ref: PIPELINE,
    rest: 'runs/run-1',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      run: expect.objectContaining({ id: 'run-1' }),
      steps: [
        expect.objectContaining({ name: 'Train' }),
        expect.objectContaining({ name: 'Check' }),
        expect.objectContaining({ name: 'Register' }),
      ],
      asOf: expect.any(String),
    },
  },
  {
    method: 'post',
    ref: PIPELINE,
    rest: 'runs',
    body: start,
    permission: 'sagemaker.run.start',
    status: 201,
    answer: expect.objectContaining({ id: 'run-2', status: 'Executing' }),
  },
  {
    method: 'get',
    ref: GROUP,
    rest: 'versions',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      modelGroupArn: GROUP_ARN,
      items: [15, 14, 12].map(version => expect.objectContaining({ version })),
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: GROUP,
    rest: 'version-metrics?limit=5',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      items: [15, 14, 12].map(version => ({ version, metrics: [] })),
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: GROUP,
    rest: 'versions/14',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      version: expect.objectContaining({ version: 14 }),
      metrics: [],
      reports: [],
      metadata: [{ name: 'build-id', value: 'run-1' }],
      modelData: ['s3://models/model.tar.gz'],
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: GROUP,
    rest: 'promotion',
    permission: 'sagemaker.read',
    status: 200,
    answer: expect.objectContaining({
      latest: 15,
      approved: 14,
      readable: true,
      drift: [],
      stages: [
        expect.objectContaining({ stage: 'dev', version: 15 }),
        expect.objectContaining({
          stage: 'staging',
          version: 14,
          accountId: STAGING,
          accountRef: accountRef(STAGING),
        }),
        expect.objectContaining({
          stage: 'prod',
          version: 12,
          accountId: PROD,
          waiting: expect.objectContaining({ expected: 'token-14' }),
        }),
      ],
    }),
  },
  {
    method: 'post',
    ref: GROUP,
    rest: 'approvals/registry:15',
    body: approve15,
    permission: 'sagemaker.approval.decide',
    status: 200,
    answer: {
      id: 'registry:15',
      decision: 'Approved',
      reason: 'Metrics are better',
      decidedBy: 'user:default/ann',
    },
  },
  {
    method: 'get',
    ref: SET,
    rest: 'project-templates',
    permission: 'sagemaker.template.read',
    status: 200,
    answer: {
      items: [expect.objectContaining({ id: 'servicecatalog:prod-1' })],
      unreadable: [`S3 of ${TOOLING} denies access`],
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: SET,
    rest: 'project-template?template=servicecatalog%3Aprod-1',
    permission: 'sagemaker.template.read',
    status: 200,
    answer: {
      versions: [
        {
          id: 'pa-2',
          name: 'v2',
          createdAt: '2026-01-02T00:00:00.000Z',
          launchable: false,
          isDefault: false,
        },
        expect.objectContaining({
          id: 'pa-1',
          launchable: true,
          isDefault: true,
        }),
      ],
      launchPaths: [{ id: 'lp-1', name: 'MLOps' }],
      parameters: [
        expect.objectContaining({ key: 'InstanceType' }),
        expect.objectContaining({ key: 'Token', isSecret: true }),
      ],
      findings: [],
      asOf: expect.any(String),
    },
  },
  {
    method: 'post',
    ref: SET,
    rest: 'use-case-preflight',
    body: {
      name: 'churn',
      template: 'servicecatalog:prod-1',
      parameters: { InstanceType: 'ml.none' },
    },
    permission: 'sagemaker.template.read',
    status: 200,
    answer: {
      findings: [
        {
          field: 'parameters',
          parameter: 'InstanceType',
          message: expect.stringContaining('must be one of ml.m5.large'),
        },
        {
          field: 'parameters',
          parameter: 'Token',
          message: expect.stringContaining('has no default'),
        },
      ],
      notChecked: [],
      asOf: expect.any(String),
    },
  },
  {
    method: 'get',
    ref: SET,
    rest: 'account-set',
    permission: 'sagemaker.read',
    status: 200,
    answer: expect.objectContaining({
      name: 'credit-risk',
      state: 'active',
      provisionedProductStatus: 'AVAILABLE',
      accounts: expect.arrayContaining([
        { role: 'prod', accountId: PROD, entityRef: accountRef(PROD) },
      ]),
    }),
  },
  {
    method: 'get',
    ref: REPOSITORY,
    rest: 'repository-check',
    permission: 'sagemaker.read',
    status: 200,
    answer: {
      kind: 'deployment',
      url: REPOSITORY_URL,
      standard: 'MLOps foundation',
      files: 1,
      violations: expect.arrayContaining([
        expect.objectContaining({ kind: 'missing', path: 'tests/README.md' }),
      ]),
      asOf: expect.any(String),
    },
  },
];

describe('router', () => {
  let aws: FakeAws;
  let repositories: FakeRepositories;
  let backend: StartedBackend;

  async function started(entities: Entity[] = worldEntities()) {
    aws = worldAws();
    repositories = new FakeRepositories();
    repositories.trees.set(REPOSITORY_URL, ['README.md']);
    backend = await startBackend({
      aws: aws.service,
      repositories,
      entities,
    });
    return backend;
  }

  afterEach(() => backend.backend.stop());

  const call = ({ method, ref, rest, body }: Route, user = 'ann') =>
    method === 'get'
      ? backend.as(user).get(ref, rest)
      : backend.as(user).post(ref, rest, body ?? {});

  describe.each(routes)('$method $rest', route => {
    it('answers who may', async () => {
      await started();
      route.given?.(aws);
      const response = await call(route);
      expect(response.body).toEqual(route.answer);
      expect(response.status).toBe(route.status);
    });

    it('refuses, and asks neither cache nor AWS', async () => {
      await started();
      const anonymous = await backend.anonymous(
        route.method,
        route.ref,
        route.rest,
      );
      expect(anonymous.status).toBe(401);

      backend.denied.add(`${route.permission} ${route.ref}`);
      const denied = await call(route);
      expect(denied.status).toBe(403);
      expect(denied.body.error.message).toContain(route.permission);

      const invisible = await call({ ...route, ref: `${route.ref}-x` });
      expect(invisible.status).toBe(404);
      expect(aws.calls).toEqual([]);
      expect(repositories.reads).toEqual([]);
    });

    it('does not answer from the cache who may not', async () => {
      await started();
      await call(route);
      backend.denied.add(`${route.permission} ${route.ref}`);
      expect((await call(route, 'bob')).status).toBe(403);
    });
  });

  it.each([
    ['nonsense', "'nonsense' is not an ARN"],
    [
      'arn:aws:sagemaker:eu-west-1:100000000002:endpoint/churn',
      "must be the ARN of a resource 'pipeline/<name>'",
    ],
    [
      `arn:aws:sagemaker:eu-west-1::pipeline/churn`,
      'with a region and an account',
    ],
  ])(
    'names entity, annotation and value of a wrong ARN: %s',
    async (arn, says) => {
      await started([
        entity('churn', { type: 'ml-pipeline' }, { [ANNOTATION_AWS_ARN]: arn }),
      ]);
      const { status, body } = await backend
        .as('ann')
        .get('resource:default/churn', 'runs');
      expect(status).toBe(400);
      expect(body.error.message).toContain(says);
      expect(body.error.message).toContain(arn);
      expect(body.error.message).toContain("'aws.amazon.com/arn'");
      expect(body.error.message).toContain("'resource:default/churn'");
      expect(aws.calls).toEqual([]);
    },
  );

  it('says what a route needs when the entity is of another type', async () => {
    await started();
    const runs = await backend.as('ann').get(SET, 'runs');
    expect(runs.status).toBe(400);
    expect(runs.body.error.message).toContain("a resource 'pipeline/<name>'");
    const versions = await backend.as('ann').get(PIPELINE, 'versions');
    expect(versions.status).toBe(400);
    expect(versions.body.error.message).toContain(
      "a resource 'model-package-group/<name>'",
    );
    const templates = await backend.as('ann').get(GROUP, 'project-templates');
    expect(templates.status).toBe(400);
  });

  it('helps when no pipeline is linked', async () => {
    await started([modelGroupEntity({ [ANNOTATION_PIPELINE_ARN]: '' })]);
    const { status, body } = await backend.as('ann').get(GROUP, 'runs');
    expect(status).toBe(404);
    expect(body.error.message).toContain(
      'tag the model group with mlops:pipeline',
    );
  });

  it('reads the runs of the pipeline that a model group names', async () => {
    await started();
    const { body } = await backend.as('ann').get(GROUP, 'runs');
    expect(body.pipelines).toEqual([
      { entityRef: GROUP, arn: PIPELINE_ARN, name: 'churn-training' },
    ]);
  });

  it('refuses what the schema refuses', async () => {
    await started();
    const ann = backend.as('ann');
    expect((await ann.get(PIPELINE, 'runs?limit=1000')).status).toBe(400);
    expect((await ann.get(PIPELINE, 'runs?region=x')).status).toBe(400);
    const token = await ann.post(PIPELINE, 'runs', { clientToken: 'short' });
    expect(token.status).toBe(400);
    expect((await ann.get(PIPELINE, 'runs/..%2Fx')).status).toBe(400);
    expect(aws.calls).toEqual([]);
  });

  it('starts one run for one client token, audited', async () => {
    await started();
    const first = await backend.as('ann').post(PIPELINE, 'runs', start);
    const again = await backend.as('ann').post(PIPELINE, 'runs', start);
    expect(again.body.id).toBe(first.body.id);
    const { body } = await backend.as('ann').get(PIPELINE, 'runs');
    expect(body.items).toHaveLength(2);
    expect(body.items[0].startedByRef).toBe('user:default/ann');
    expect(body.items[1].startedByRef).toBeUndefined();
    expect(backend.audit[0]).toEqual({
      outcome: 'run-start succeeded',
      meta: {
        entityRef: PIPELINE,
        clientToken: CLIENT_TOKEN,
        arn: PIPELINE_ARN,
        runId: 'run-2',
        runArn: `${PIPELINE_ARN}/execution/run-2`,
      },
    });
  });

  it.each([
    ['title', 'an ingested account set', 'sagemaker:configuration', 'Risk EU'],
    ['name', 'one in YAML', 'url:https://github.com/acme/x', 'credit-risk'],
  ])('reads by its %s %s', async (_, __, location, name) => {
    await started(
      worldEntities().map(one =>
        one.metadata.name === 'credit-risk'
          ? {
              ...one,
              metadata: {
                ...one.metadata,
                title: 'Risk EU',
                annotations: { [ANNOTATION_ORIGIN_LOCATION]: location },
              },
            }
          : one,
      ),
    );
    aws.sets[0].name = name;
    const { status, body } = await backend.as('ann').get(SET, 'account-set');
    expect([status, body.name]).toEqual([200, name]);
  });

  it('says when no source has the account set', async () => {
    await started();
    aws.sets.splice(0);
    const { status, body } = await backend.as('ann').get(SET, 'account-set');
    expect(status).toBe(404);
    expect(body.error.message).toContain('credit-risk');
  });

  it('shows its permissions to policies', async () => {
    await started();
    const { body } = await request(backend.backend.server)
      .get('/api/sagemaker/.well-known/backstage/permissions/metadata')
      .set('authorization', mockCredentials.service.header());
    const names = body.permissions.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual([
      'sagemaker.approval.decide',
      'sagemaker.read',
      'sagemaker.run.start',
      'sagemaker.run.stop',
      'sagemaker.template.read',
    ]);
  });
});
