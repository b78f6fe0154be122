import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  liveChannel,
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  DEPLOY_ARN,
  endpointArn,
  entity,
  GROUP,
  GROUP_ARN,
  PIPELINE,
  PIPELINE_ARN,
  PROD,
  REGION,
  served,
  TOOLING,
  versionArn,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

function awsEvent(
  source: string,
  type: string,
  account: string,
  detail: object,
) {
  return {
    topic: TOPIC_AWS_EVENTS,
    eventPayload: {
      source,
      'detail-type': type,
      account,
      region: REGION,
      detail,
    },
  };
}

const stepEvent = awsEvent(
  'aws.sagemaker',
  'SageMaker Model Building Pipeline Execution Step Status Change',
  '210000000002',
  { pipelineArn: PIPELINE_ARN, stepName: 'Train' },
);

describe('live updates', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  beforeEach(async () => {
    aws = worldAws();
    backend = await startBackend({
      aws: aws.service,
      entities: [
        ...worldEntities(),
        entity(
          'churn-staging',
          { type: 'ml-endpoint' },
          {
            [ANNOTATION_AWS_ARN]: endpointArn('210000000003'),
            [ANNOTATION_MODEL_GROUP_ARN]: GROUP_ARN,
          },
        ),
      ],
    });
  });
  afterEach(() => backend.backend.stop());

  const channels = () => backend.signals.map(({ channel }) => channel).sort();
  const eventually = async (check: () => void) => {
    for (let tries = 0; ; tries++) {
      try {
        return check();
      } catch (error) {
        if (tries > 100) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }
  };

  it.each([
    ['a step', stepEvent, [PIPELINE_ARN, GROUP_ARN]],
    [
      'a version',
      awsEvent(
        'aws.sagemaker',
        'SageMaker Model Package State Change',
        TOOLING,
        {
          ModelPackageArn: versionArn(15),
        },
      ),
      [GROUP_ARN],
    ],
    [
      'an endpoint with its tag',
      awsEvent('aws.sagemaker', 'SageMaker Endpoint State Change', PROD, {
        EndpointName: 'other',
        Tags: { 'mlops:model-group': GROUP_ARN },
      }),
      [`arn:aws:sagemaker:${REGION}:${PROD}:endpoint/other`, GROUP_ARN],
    ],
    [
      'an endpoint that the catalog knows',
      awsEvent(
        'aws.sagemaker',
        'SageMaker Endpoint State Change',
        '210000000003',
        {
          EndpointName: 'churn',
        },
      ),
      [endpointArn('210000000003'), GROUP_ARN],
    ],
    [
      'a CI/CD pipeline',
      awsEvent(
        'aws.codepipeline',
        'CodePipeline Pipeline Execution State Change',
        TOOLING,
        { pipeline: 'churn-deploy' },
      ),
      [DEPLOY_ARN, GROUP_ARN],
    ],
    [
      'a hint of our own',
      { topic: TOPIC_RESOURCE_CHANGED, eventPayload: { arn: GROUP_ARN } },
      [GROUP_ARN],
    ],
  ])('signals the pages that show %s', async (_, event, arns) => {
    await backend.events.publish(event);
    await eventually(() =>
      expect(channels()).toEqual(arns.map(liveChannel).sort()),
    );
    expect(backend.signals[0]).toMatchObject({
      recipients: { type: 'broadcast' },
      message: { at: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  });

  it('makes the next read ask AWS again', async () => {
    const read = async () =>
      (await backend.as('ann').get(PIPELINE, 'runs')).body.items[0].status;
    expect(await read()).toBe('Succeeded');
    aws.runs.get(PIPELINE_ARN)![0].status = 'Failed';
    expect(await read()).toBe('Succeeded');
    await backend.events.publish(stepEvent);
    await eventually(() => expect(channels()).toHaveLength(2));
    expect(await read()).toBe('Failed');
    expect(aws.count('runs.list')).toBe(2);
  });

  it('reads the models of a stage again after an event of its endpoints', async () => {
    const prod = async () =>
      (await backend.as('ann').get(GROUP, 'promotion')).body.stages[2].version;
    expect(await prod()).toBe(12);
    aws.models.set(`${PROD}:${REGION}`, [served(PROD, 14)]);
    await backend.events.publish(
      awsEvent('aws.sagemaker', 'SageMaker Endpoint State Change', PROD, {
        EndpointName: 'churn',
      }),
    );
    await eventually(() => expect(channels()).toHaveLength(2));
    expect(await prod()).toBe(14);
    expect(aws.count('deployedModels.list')).toBe(3);
    expect(aws.count('versions.list')).toBe(1);
  });

  it('survives what it does not understand', async () => {
    for (const eventPayload of ['x', null, { detail: 1 }]) {
      await backend.events.publish({ topic: TOPIC_AWS_EVENTS, eventPayload });
      await backend.events.publish({
        topic: TOPIC_RESOURCE_CHANGED,
        eventPayload,
      });
    }
    await backend.events.publish(stepEvent);
    await eventually(() => expect(channels()).toHaveLength(2));
  });

  it('costs a hundred viewers of a promotion what it costs one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, viewer) =>
        backend.as(`viewer-${viewer}`).get(GROUP, 'promotion'),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect([...aws.calls].sort()).toEqual([
      'deployedModels.list',
      'deployedModels.list',
      'deployments.get',
      'targets',
      'versions.list',
    ]);
  });

  it('goes on for the others when one viewer leaves', async () => {
    let answer = () => {};
    aws.before = operation =>
      operation === 'runs.list'
        ? new Promise(resolve => {
            answer = resolve;
          })
        : Promise.resolve();
    const leaving = backend.as('ann').get(PIPELINE, 'runs');
    leaving.end(() => {});
    await eventually(() => expect(aws.count('runs.list')).toBe(1));
    const staying = backend.as('bob').get(PIPELINE, 'runs');
    const stayed = staying.then(response => response.status);
    leaving.abort();
    await new Promise(resolve => setTimeout(resolve, 50));
    answer();
    expect(await stayed).toBe(200);
    expect(aws.count('runs.list')).toBe(1);
  });
});
