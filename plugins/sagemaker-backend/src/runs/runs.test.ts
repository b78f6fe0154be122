import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_BRANCH,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  accountRef,
  CLIENT_TOKEN,
  DEV,
  entity,
  GROUP,
  PIPELINE,
  PIPELINE_ARN,
  SET,
  USE_CASE,
  useCaseEntity,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const BRANCH = 'resource:default/churn-branch-training';
const BRANCH_ARN = PIPELINE_ARN.replace('churn', 'churn-branch');
const body = { clientToken: CLIENT_TOKEN };

const branchEntity = (annotations: Record<string, string> = {}) =>
  entity(
    'churn-branch-training',
    { type: 'ml-pipeline' },
    {
      [ANNOTATION_AWS_ARN]: BRANCH_ARN,
      [ANNOTATION_BRANCH]: 'feature/a',
      ...annotations,
    },
  );

describe('runs', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  async function started(...more: Entity[]) {
    aws = worldAws();
    aws.runs.set(BRANCH_ARN, [
      {
        ...aws.runs.get(PIPELINE_ARN)![0],
        id: 'run-9',
        arn: `${BRANCH_ARN}/execution/run-9`,
        pipelineArn: BRANCH_ARN,
        status: 'Failed',
        startedAt: '2025-12-31T00:00:00.000Z',
      },
    ]);
    const replaced = more.map(one => one.metadata.name);
    backend = await startBackend({
      aws: aws.service,
      entities: [
        ...worldEntities().filter(
          one => !(one.kind === 'System' && replaced.includes('churn')),
        ),
        ...more,
      ],
    });
  }
  afterEach(() => backend.backend.stop());

  const get = (ref: string, rest: string) => backend.as('ann').get(ref, rest);
  const post = (ref: string, rest: string, what: object = body) =>
    backend.as('ann').post(ref, rest, what);

  describe('of a use case', () => {
    const parts = useCaseEntity(GROUP, PIPELINE, BRANCH);

    it('are those of all its pipelines, in one question', async () => {
      await started(parts, branchEntity());
      const answer = await get(USE_CASE, 'runs');
      expect(answer.body.pipelines).toEqual([
        { entityRef: PIPELINE, arn: PIPELINE_ARN, name: 'churn-training' },
        {
          entityRef: BRANCH,
          arn: BRANCH_ARN,
          name: 'churn-branch-training',
          branch: 'feature/a',
        },
      ]);
      expect(answer.body.items).toHaveLength(2);
      expect(aws.calls).toEqual(['runs.list']);
    });

    it('leave out what the caller may not read', async () => {
      await started(parts, branchEntity());
      backend.denied.add(`sagemaker.read ${BRANCH}`);
      const answer = await get(USE_CASE, 'runs');
      expect(answer.body.items.map(({ id }: { id: string }) => id)).toEqual([
        'run-1',
      ]);
    });

    it.each([
      ['leads to an account that the caller may not read', DEV, true],
      ['leads to an account of nobody', '999999999999', false],
    ])('leave out a YAML file that %s', async (_, accountId, denied) => {
      await started(
        parts,
        branchEntity({
          'backstage.io/managed-by-location': 'url:https://git.example/x',
          [ANNOTATION_AWS_ARN]: BRANCH_ARN.replace(DEV, accountId),
        }),
      );
      if (denied) {
        backend.denied.add(`sagemaker.read ${accountRef(DEV)}`);
      }
      const { body: list } = await get(USE_CASE, 'runs');
      expect(list.pipelines).toHaveLength(1);
    });

    it('are none when it has no pipelines', async () => {
      await started(useCaseEntity(GROUP));
      const answer = await get(USE_CASE, 'runs');
      expect(answer.body).toEqual({
        pipelines: [],
        items: [],
        asOf: expect.any(String),
      });
    });

    it('are fresh after a change of one of the pipelines', async () => {
      await started(parts, branchEntity());
      await get(USE_CASE, 'runs');
      await post(BRANCH, 'runs/run-9/retry');
      const { body: list } = await get(USE_CASE, 'runs');
      expect(list.items).toEqual([
        expect.objectContaining({ id: 'run-1', status: 'Succeeded' }),
        expect.objectContaining({ id: 'run-9', status: 'Executing' }),
      ]);
    });
  });

  it.each([
    ['', ['run-1', 'run-9']],
    ['status=Failed', ['run-9']],
    ['status=Failed&status=Succeeded', ['run-1', 'run-9']],
    ['status=Executing', []],
  ])('are filtered by ?%s', async (query, ids) => {
    await started(useCaseEntity(PIPELINE, BRANCH), branchEntity());
    const answer = await get(USE_CASE, `runs?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it.each([
    'status=Broken',
    'since=yesterday',
    'until=2026-13-01',
    'limit=0',
    'status=Failed&region=x',
  ])('refuse ?%s and ask nothing', async query => {
    await started();
    const answer = await get(PIPELINE, `runs?${query}`);
    expect(answer.status).toBe(400);
    expect(aws.calls).toEqual([]);
  });

  const READS = [
    'runs/none',
    'runs/none/graph',
    'runs/none/steps/Train',
    'runs/none/steps/Train/log',
  ];
  const CHANGES = ['runs/none/stop', 'runs/none/retry'];

  it.each(READS)('say that there is no such run: %s', async rest => {
    await started();
    expect((await get(PIPELINE, rest)).status).toBe(404);
  });
  it.each(CHANGES)(
    'say that there is no such run to change: %s',
    async rest => {
      await started();
      expect((await post(PIPELINE, rest)).status).toBe(404);
      const [{ outcome, meta }] = backend.audit;
      expect(outcome).toBe(
        rest.endsWith('stop') ? 'run-stop failed' : 'run-retry failed',
      );
      expect(meta).toMatchObject({ runId: 'none', arn: PIPELINE_ARN });
    },
  );

  it.each([...READS, 'pipeline'])(
    'belong to a pipeline: %s of a use case or an account set',
    async rest => {
      await started();
      for (const ref of [USE_CASE, SET]) {
        const answer = await get(ref, rest);
        expect(answer.status).toBe(400);
        expect(answer.body.error.message).toContain('pipeline/<name>');
      }
      expect(aws.calls).toEqual([]);
    },
  );

  it.each([...CHANGES, 'runs'])(
    'of a use case or an account set cannot be changed: %s',
    async rest => {
      await started();
      for (const ref of [USE_CASE, SET]) {
        expect((await post(ref, rest)).status).toBe(400);
      }
      expect(aws.calls).toEqual([]);
      expect(backend.audit).toHaveLength(2);
    },
  );

  it.each(['..%2Fx', 'a%20b', 'x'.repeat(65)])(
    'take no id that would change an ARN: %s',
    async runId => {
      await started();
      for (const rest of READS) {
        const answer = await get(PIPELINE, rest.replace('none', runId));
        expect(answer.status).toBe(400);
      }
      for (const rest of CHANGES) {
        const answer = await post(PIPELINE, rest.replace('none', runId));
        expect(answer.status).toBe(400);
      }
      expect(aws.calls).toEqual([]);
    },
  );

  it.each([
    ['steps/Nothing', 404, 'has not begun a step'],
    ['steps/Check/log', 404, 'no job that writes a log'],
    ['steps/Register/log', 404, 'no job that writes a log'],
  ])('say what %s is not', async (rest, status, message) => {
    await started();
    const answer = await get(PIPELINE, `runs/run-1/${rest}`);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it('lead from a registration to the version, without a job', async () => {
    await started();
    const { body: detail } = await get(PIPELINE, 'runs/run-1/steps/Register');
    expect(detail.step.jobArn).toContain('model-package/churn-models/15');
    expect(detail.job).toBeUndefined();
  });

  it.each([
    ['runs', ['runs.list']],
    ['runs/run-1', ['runs.describe', 'runs.steps']],
    ['runs/run-1/graph', ['definitions.graph']],
    ['runs/run-1/steps/Train', ['runs.steps', 'jobs.get']],
    ['runs/run-1/steps/Train/log', ['runs.steps', 'jobs.get', 'jobs.log']],
    ['pipeline', ['definitions.pipeline']],
  ])('ask once for a hundred viewers of %s', async (rest, calls) => {
    await started();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, viewer) =>
        backend.as(`viewer-${viewer}`).get(PIPELINE, rest),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(aws.calls).toEqual(calls);
  });

  it('keep a graph for hours, and the log of a running job for seconds', async () => {
    await started();
    for (const job of aws.fakeRuns.jobsByArn.values()) {
      job.endedAt = undefined;
    }
    const now = Date.now();
    const views = ['runs/run-1/graph', 'runs/run-1/steps/Train/log'];
    for (const view of views) {
      await get(PIPELINE, view);
    }
    const asked = aws.calls.length;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 10_000);
    for (const view of views) {
      await get(PIPELINE, view);
    }
    clock.mockReturnValue(now + 60 * 60_000);
    await get(PIPELINE, views[0]);
    clock.mockRestore();
    expect(aws.calls.slice(asked)).toEqual(['jobs.log']);
  });

  it('start from some steps of an earlier run', async () => {
    await started();
    const start = jest.spyOn(aws.fakeRuns.runs, 'start');
    const selective = { sourceRunId: 'run-1', steps: ['Train'] };
    const { status } = await post(PIPELINE, 'runs', { ...body, selective });
    expect(status).toBe(201);
    expect(start).toHaveBeenCalledWith(
      PIPELINE_ARN,
      expect.objectContaining({ selective }),
    );
  });

  it.each([
    { sourceRunId: 'run-1', steps: [] },
    { sourceRunId: '../x', steps: ['Train'] },
    { steps: ['Train'] },
  ])('do not start from %j', async selective => {
    await started();
    const answer = await post(PIPELINE, 'runs', { ...body, selective });
    expect(answer.status).toBe(400);
    expect(aws.calls).toEqual([]);
  });

  it('stop, audited, and are shown as they are then', async () => {
    await started();
    aws.runs.get(PIPELINE_ARN)![0].status = 'Executing';
    await get(PIPELINE, 'runs/run-1');
    const { status } = await post(PIPELINE, 'runs/run-1/stop');
    expect(status).toBe(200);
    const { body: detail } = await get(PIPELINE, 'runs/run-1');
    expect(detail.run.status).toBe('Stopping');
    expect(backend.audit).toEqual([
      {
        outcome: 'run-stop succeeded',
        meta: {
          entityRef: PIPELINE,
          clientToken: CLIENT_TOKEN,
          runId: 'run-1',
          arn: PIPELINE_ARN,
          runArn: `${PIPELINE_ARN}/execution/run-1`,
        },
      },
    ]);
  });

  it.each(['stop', 'retry'])(
    'that have succeeded cannot be changed: %s',
    async verb => {
      await started();
      const answer = await post(PIPELINE, `runs/run-1/${verb}`);
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain('Succeeded');
    },
  );
});
