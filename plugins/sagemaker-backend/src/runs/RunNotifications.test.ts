import {
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  CLIENT_TOKEN,
  DEV,
  PIPELINE,
  PIPELINE_ARN,
  REGION,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const body = { clientToken: CLIENT_TOKEN };

describe('notifications of the end of a run', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  beforeEach(async () => {
    aws = worldAws();
    backend = await startBackend({
      aws: aws.service,
      entities: worldEntities(),
    });
  });
  afterEach(() => backend.backend.stop());

  const event = (type = 'Execution Status Change') =>
    backend.events.publish({
      topic: TOPIC_AWS_EVENTS,
      eventPayload: {
        source: 'aws.sagemaker',
        'detail-type': `SageMaker Model Building Pipeline ${type}`,
        account: DEV,
        region: REGION,
        detail: { pipelineArn: PIPELINE_ARN },
      },
    });
  const start = async (user = 'ann') => {
    await backend.as(user).post(PIPELINE, 'runs', body);
    return aws.runs.get(PIPELINE_ARN)![0];
  };

  it.each([
    ['Succeeded', 'Run of churn-training succeeded', 'normal'],
    ['Failed', 'Run of churn-training failed', 'high'],
    ['Stopped', 'Run of churn-training was stopped', 'normal'],
  ] as const)('tell the starter once: %s', async (status, title, severity) => {
    const run = await start();
    await event();
    expect(backend.notifications).toEqual([]);
    Object.assign(run, { status, failureReason: 'the reason' });
    await event();
    await event();
    expect(backend.notifications).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'user:default/ann' },
        payload: expect.objectContaining({
          title,
          severity,
          description: 'the reason',
          link: '/catalog/default/resource/churn-training/pipelines?run=run-2',
        }),
      },
    ]);
  });

  it('tell whoever retried it', async () => {
    const run = await start();
    run.status = 'Failed';
    await event();
    await backend.as('bob').post(PIPELINE, 'runs/run-2/retry', body);
    await event();
    expect(backend.notifications).toHaveLength(1);
    run.status = 'Succeeded';
    await event();
    expect(backend.notifications).toHaveLength(2);
    expect(backend.notifications[1].recipients).toEqual({
      type: 'entity',
      entityRef: 'user:default/bob',
    });
  });

  it('tell nobody of runs that were started elsewhere', async () => {
    await event();
    expect(backend.notifications).toEqual([]);
    expect(aws.calls).toEqual([]);
  });

  it('do not ask AWS for each step', async () => {
    await start();
    const before = aws.calls.length;
    await event('Execution Step Status Change');
    await backend.events.publish({
      topic: TOPIC_RESOURCE_CHANGED,
      eventPayload: { arn: PIPELINE_ARN },
    });
    expect(aws.calls).toHaveLength(before);
  });

  it('go on after AWS did not answer, and after a malformed event', async () => {
    const run = await start();
    run.status = 'Failed';
    aws.before = async () => {
      throw new Error('throttled');
    };
    await event();
    await backend.events.publish({
      topic: TOPIC_AWS_EVENTS,
      eventPayload: 'x',
    });
    expect(backend.notifications).toEqual([]);
    aws.before = async () => {};
    await event();
    expect(backend.notifications).toHaveLength(1);
  });

  it('come without an event too, when the task looks', async () => {
    const run = await start();
    const look = () => backend.trigger('notify-of-ended-runs');
    await look();
    expect(backend.notifications).toEqual([]);
    run.status = 'Succeeded';
    await look();
    await look();
    expect(backend.notifications).toHaveLength(1);
  });

  it('give up a run that is gone', async () => {
    await start();
    aws.runs.set(PIPELINE_ARN, []);
    await event();
    const before = aws.calls.length;
    await event();
    expect(aws.calls).toHaveLength(before);
    expect(backend.notifications).toEqual([]);
  });
});
