import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_BRANCH,
  PipelineRun,
  RunGraph,
  RunList,
  TOPIC_AWS_EVENTS,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  LocalBackend,
  startLocalBackend,
  useCaseEntities,
} from '../__testUtils__/localBackend';
import { CLIENT_TOKEN, entity, useCaseEntity } from '../__testUtils__/world';

const DEV = '230000000002';
const TRAINING = 'resource:default/demand-forecast-training';
const BACKTEST = 'resource:default/demand-forecast-backtest';
const USE_CASE = 'system:default/churn';
const arnOf = (name: string) =>
  `arn:aws:sagemaker:us-east-1:${DEV}:pipeline/${name}`;

describe('runs in the demo world of Local AWS', () => {
  let portal: LocalBackend;

  beforeAll(async () => {
    portal = await startLocalBackend([
      ...useCaseEntities('demand-forecast', 'forecasting'),
      entity(
        'demand-forecast-backtest',
        { type: 'ml-pipeline' },
        {
          [ANNOTATION_AWS_ARN]: arnOf('demand-forecast-backtest'),
          [ANNOTATION_BRANCH]: 'feature/backtest',
        },
      ),
      useCaseEntity(TRAINING, BACKTEST),
    ]);
  }, 60_000);

  afterAll(() => portal?.stop());

  const get = async (ref: string, rest: string) => {
    const { status, body } = await portal.backend.as('ann').get(ref, rest);
    expect([rest, status, body.error]).toEqual([rest, 200, undefined]);
    return body;
  };
  const listed = async (ref: string, query = ''): Promise<RunList> =>
    get(ref, `runs${query}`);
  const latest = async (status: PipelineRun['status'], ref = BACKTEST) =>
    (await listed(ref, `?status=${status}`)).items[0];

  /** What a question costs now, and what it costs again. */
  async function cost(ref: string, rest: string) {
    portal.local.calls.clear();
    await get(ref, rest);
    const cold = portal.asked();
    portal.local.calls.clear();
    await get(ref, rest);
    return { cold, warm: portal.asked() };
  }

  it('cost few calls, and none when warm', async () => {
    const { items } = await listed(BACKTEST);
    const run = `runs/${items[0].id}`;
    expect(await cost(USE_CASE, 'runs?limit=3')).toEqual({
      cold: ['Search'],
      warm: [],
    });
    expect(await cost(BACKTEST, `${run}/graph`)).toEqual({
      cold: ['DescribePipelineDefinitionForExecution'],
      warm: [],
    });
    expect(await cost(BACKTEST, run)).toEqual({
      cold: [
        'DescribePipelineExecution',
        'ListPipelineExecutionSteps',
        'ListPipelineParametersForExecution',
      ],
      warm: [],
    });
    expect(await cost(BACKTEST, `${run}/steps/TrainNorth`)).toEqual({
      cold: ['DescribeTrainingJob'],
      warm: [],
    });
    expect(await cost(BACKTEST, `${run}/steps/TrainNorth/log`)).toEqual({
      cold: ['DescribeLogStreams', 'GetLogEvents'],
      warm: [],
    });
    expect(await cost(BACKTEST, 'pipeline')).toEqual({
      cold: ['DescribePipeline'],
      warm: [],
    });
  });

  it('are those of all pipelines of a use case, newest first, page by page', async () => {
    const all = await listed(USE_CASE, '?limit=100');
    expect(all.pipelines).toEqual([
      expect.objectContaining({ entityRef: TRAINING }),
      expect.objectContaining({
        entityRef: BACKTEST,
        branch: 'feature/backtest',
      }),
    ]);
    expect(
      new Set(all.items.map(({ pipelineName }) => pipelineName)).size,
    ).toBe(2);
    const times = all.items.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
    const walked: string[] = [];
    let query = '?limit=7';
    for (;;) {
      const { items, nextCursor } = await listed(USE_CASE, query);
      walked.push(...items.map(({ arn }) => arn));
      if (!nextCursor) {
        break;
      }
      query = `?limit=7&cursor=${encodeURIComponent(nextCursor)}`;
    }
    expect(walked).toEqual(all.items.map(({ arn }) => arn));
  });

  it('are filtered by status and time', async () => {
    const { items } = await listed(USE_CASE, '?limit=100');
    const failed = items.filter(({ status }) => status === 'Failed');
    expect(failed.length).toBeGreaterThan(0);
    const asked = await listed(USE_CASE, '?limit=100&status=Failed');
    expect(asked.items).toEqual(failed);
    const { startedAt: since } = items[5];
    const { startedAt: until } = items[2];
    const between = await listed(
      USE_CASE,
      `?limit=100&since=${encodeURIComponent(since)}&until=${encodeURIComponent(
        until,
      )}`,
    );
    expect(between.items).toEqual(items.slice(3, 6));
  });

  it('have a graph in which every step that ran is found', async () => {
    for (const ref of [TRAINING, BACKTEST]) {
      const run = await latest('Succeeded', ref);
      const graph: RunGraph = await get(ref, `runs/${run.id}/graph`);
      const { steps } = await get(ref, `runs/${run.id}`);
      const names = graph.nodes.map(({ name }) => name);
      for (const { name } of steps) {
        expect(names).toContain(name);
      }
      for (const { from, to } of graph.edges) {
        expect(names).toEqual(expect.arrayContaining([from, to]));
      }
      // Nothing but what a run begins with stands alone.
      const reached = graph.edges.map(({ to }) => to);
      expect(names.filter(name => !reached.includes(name)).sort()).toEqual(
        ref === TRAINING
          ? ['CollectData']
          : [
              'CollectPromotions',
              'CollectSales',
              'CollectStock',
              'CollectWeather',
            ],
      );
      expect(graph.experiment).toBe(run.pipelineName);
    }
  });

  it('have jobs of every kind with inputs, outputs and a log', async () => {
    const run = await latest('Succeeded');
    const { steps } = await get(BACKTEST, `runs/${run.id}`);
    const kinds = new Set<string>();
    for (const { name, jobArn, cached } of steps) {
      const { job } = await get(BACKTEST, `runs/${run.id}/steps/${name}`);
      if (!job) {
        continue;
      }
      kinds.add(job.kind);
      expect(job).toMatchObject({ arn: jobArn, status: 'Completed' });
      expect(job.image ?? job.kind === 'Transform').toBeTruthy();
      expect(job.outputs.length).toBeGreaterThan(0);
      // A cached step leads to the job of the run that it was taken from.
      const inThisRun = JSON.stringify(job.outputs).includes(run.id);
      expect(inThisRun).toBe(!cached);
      const log = await get(BACKTEST, `runs/${run.id}/steps/${name}/log`);
      expect(log.logGroup).toBe(job.logGroup);
      expect(log.lines.length).toBeGreaterThan(0);
    }
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(['Processing', 'Training', 'Tuning']),
    );
  });

  it('have a log that is read to its beginning, without a gap', async () => {
    const run = await latest('Succeeded');
    const log = `runs/${run.id}/steps/TrainNorth/log`;
    const whole = await get(BACKTEST, `${log}?limit=1000`);
    expect(whole.nextCursor).toBeUndefined();
    let lines: unknown[] = [];
    let query = '?limit=30';
    for (;;) {
      const page = await get(BACKTEST, `${log}${query}`);
      lines = [...page.lines, ...lines];
      if (!page.nextCursor) {
        break;
      }
      query = `?limit=30&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(whole.lines.length).toBeGreaterThan(30);
    expect(lines).toEqual(whole.lines);
  });

  it.each([
    'runs?cursor=x',
    'runs?cursor=%00',
    `runs?cursor=${Buffer.from('{}').toString('base64url')}`,
    `runs?cursor=${Buffer.from(
      '{"before":"0000-00-00T00:00:00Z","seen":[]}',
    ).toString('base64url')}`,
    'runs?since=%2B275760-09-13T00%3A00%3A00.000Z',
    'runs?until=0',
    'runs?limit=1e2',
    'runs/none',
    'runs/none/graph',
    'runs/none/steps/%00',
    'runs/RUN/steps/%F0%9F%92%A9',
    'runs/RUN/steps/__proto__/log',
    'runs/RUN/steps/TrainNorth/log?cursor=x',
    'runs/RUN/steps/TrainNorth/log?limit=1001',
    `runs/RUN/steps/TrainNorth/log?cursor=${Buffer.from(
      '{"streams":[{"name":"x/y","token":"b/1/s"}],"more":false}',
    ).toString('base64url')}`,
    'pipeline?x=1',
  ])('answer %s without a fault of their own', async rest => {
    const run = await latest('Succeeded');
    const { status, body } = await portal.backend
      .as('ann')
      .get(BACKTEST, rest.replace('RUN', run.id));
    expect([status, body]).toEqual([expect.any(Number), expect.any(Object)]);
    expect(status).toBeLessThan(500);
  });

  it('tell the parameters of a pipeline with their types', async () => {
    const { parameters, steps } = await get(BACKTEST, 'pipeline');
    expect(parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'InstanceType', type: 'String' }),
        { name: 'Horizon', type: 'Integer', defaultValue: '28' },
        { name: 'MinimumAccuracy', type: 'Float', defaultValue: '0.83' },
        { name: 'WithReport', type: 'Boolean', defaultValue: 'true' },
      ]),
    );
    expect(steps).toContain('TrainSouth');
  });

  it('are started, stopped and retried, and their starter is told', async () => {
    const as = portal.backend.as('ann');
    const started = await as.post(BACKTEST, 'runs', {
      clientToken: CLIENT_TOKEN,
      parameters: [{ name: 'Horizon', value: '14' }],
    });
    expect(started.status).toBe(201);
    expect(started.body.parameters).toContainEqual({
      name: 'Horizon',
      value: '14',
    });
    const path = `runs/${started.body.id}`;
    const change = (verb: string, token: string) =>
      as.post(BACKTEST, `${path}/${verb}`, {
        clientToken: token.repeat(32),
      });
    expect((await change('retry', 'r')).status).toBe(409);
    const stopping = await change('stop', 's');
    expect([stopping.status, stopping.body.status]).toEqual([200, 'Stopping']);
    for (let minute = 0; minute < 10; minute++) {
      portal.clock.advance(60_000);
    }
    await portal.backend.events.publish({
      topic: TOPIC_AWS_EVENTS,
      eventPayload: {
        source: 'aws.sagemaker',
        'detail-type':
          'SageMaker Model Building Pipeline Execution Status Change',
        account: DEV,
        region: 'us-east-1',
        detail: { pipelineArn: arnOf('demand-forecast-backtest') },
      },
    });
    const { run } = await get(BACKTEST, path);
    expect(run).toMatchObject({
      status: 'Stopped',
      startedByRef: 'user:default/ann',
    });
    expect(portal.backend.notifications).toMatchObject([
      {
        recipients: { entityRef: 'user:default/ann' },
        payload: { title: 'Run of demand-forecast-backtest was stopped' },
      },
    ]);
    expect((await change('stop', 't')).status).toBe(409);
    const retried = await change('retry', 'u');
    expect([retried.status, retried.body.status]).toEqual([200, 'Executing']);
  });

  it('are started from a step of an earlier run', async () => {
    const source = await latest('Succeeded');
    const { status, body } = await portal.backend
      .as('ann')
      .post(BACKTEST, 'runs', {
        clientToken: CLIENT_TOKEN.replace('0', 'f'),
        selective: { sourceRunId: source.id, steps: ['EvaluateNorth'] },
      });
    expect(body.error).toBeUndefined();
    expect(status).toBe(201);
    const unknown = await portal.backend.as('ann').post(BACKTEST, 'runs', {
      clientToken: CLIENT_TOKEN.replace('0', 'e'),
      selective: { sourceRunId: source.id, steps: ['Nothing'] },
    });
    expect(unknown.status).toBe(400);
  });
});
