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
  DEV,
  endpointArn,
  entity,
  GROUP,
  GROUP_ARN,
  PIPELINE,
  PIPELINE_ARN,
  PROD,
  PROJECT_ARN,
  REGION,
  served,
  STAGING,
  TOOLING,
  USE_CASE,
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

function call(
  eventName: string,
  account: string,
  requestParameters: object,
  more: object = {},
) {
  return awsEvent('aws.sagemaker', 'AWS API Call via CloudTrail', account, {
    eventName,
    requestParameters,
    responseElements: null,
    ...more,
  });
}

const runEvent = awsEvent(
  'aws.sagemaker',
  'SageMaker Model Building Pipeline Execution Status Change',
  DEV,
  { pipelineArn: PIPELINE_ARN, currentPipelineExecutionStatus: 'Failed' },
);
const versionEvent = awsEvent(
  'aws.sagemaker',
  'SageMaker Model Package State Change',
  TOOLING,
  { ModelPackageArn: versionArn(15) },
);
const endpointEvent = awsEvent(
  'aws.sagemaker',
  'SageMaker Endpoint State Change',
  PROD,
  { EndpointName: 'churn' },
);
const deploymentEvent = awsEvent(
  'aws.codepipeline',
  'CodePipeline Pipeline Execution State Change',
  TOOLING,
  { pipeline: 'churn-deploy' },
);
const stepEvent = awsEvent(
  'aws.sagemaker',
  'SageMaker Model Building Pipeline Execution Step Status Change',
  DEV,
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
            [ANNOTATION_AWS_ARN]: endpointArn(STAGING),
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
    ['a step', stepEvent, [PIPELINE_ARN, GROUP_ARN, PROJECT_ARN]],
    ['a run', runEvent, [PIPELINE_ARN, GROUP_ARN, PROJECT_ARN]],
    ['a version', versionEvent, [GROUP_ARN]],
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
      awsEvent('aws.sagemaker', 'SageMaker Endpoint State Change', STAGING, {
        EndpointName: 'churn',
      }),
      [endpointArn(STAGING), GROUP_ARN],
    ],
    [
      'an endpoint under deployment',
      awsEvent(
        'aws.sagemaker',
        'SageMaker Endpoint Deployment State Change',
        PROD,
        { EndpointName: 'churn' },
      ),
      [endpointArn(PROD), GROUP_ARN],
    ],
    ['a CI/CD pipeline', deploymentEvent, [DEPLOY_ARN, GROUP_ARN]],
    [
      'an approval that begins to wait',
      awsEvent(
        'aws.codepipeline',
        'CodePipeline Action Execution State Change',
        TOOLING,
        { pipeline: 'churn-deploy', action: 'Approval', state: 'STARTED' },
      ),
      [DEPLOY_ARN, GROUP_ARN],
    ],
    [
      'a deleted endpoint',
      call('DeleteEndpoint', PROD, { endpointName: 'Churn' }),
      [endpointArn(PROD), GROUP_ARN],
    ],
    [
      'a changed pipeline',
      call('UpdatePipeline', DEV, { pipelineName: 'churn-training' }),
      [PIPELINE_ARN, GROUP_ARN, PROJECT_ARN],
    ],
    [
      'a deleted version',
      call('DeleteModelPackage', TOOLING, { modelPackageName: versionArn(12) }),
      [GROUP_ARN],
    ],
    [
      'new tags',
      call('AddTags', TOOLING, { resourceArn: GROUP_ARN }),
      [GROUP_ARN],
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
    expect(backend.outcomes).toEqual(['announced']);
  });

  it.each([
    ['a step', stepEvent, PIPELINE, 'runs', ['runs.list']],
    [
      'a step',
      stepEvent,
      PIPELINE,
      'runs/run-1',
      ['runs.describe', 'runs.steps'],
    ],
    [
      'a step',
      stepEvent,
      PIPELINE,
      'runs/run-1/steps/Train/log',
      ['runs.steps', 'jobs.get', 'jobs.log'],
    ],
    ['a step', stepEvent, PIPELINE, 'runs/run-1/graph', []],
    ['a run', runEvent, PIPELINE, 'pipeline', ['definitions.pipeline']],
    ['a run', runEvent, USE_CASE, 'runs', ['runs.list']],
    ['a run', runEvent, PIPELINE, 'runs', ['runs.list']],
    ['a run', runEvent, GROUP, 'runs', ['runs.list']],
    ['a version', versionEvent, GROUP, 'versions', ['versions.list']],
    ['a version', versionEvent, GROUP, 'promotion', ['versions.list']],
    ['an endpoint', endpointEvent, GROUP, 'promotion', ['deployedModels.list']],
    [
      'a deleted endpoint',
      call('DeleteEndpoint', STAGING, { endpointName: 'Churn' }),
      GROUP,
      'promotion',
      ['deployedModels.list'],
    ],
    [
      'a CI/CD pipeline',
      deploymentEvent,
      GROUP,
      'promotion',
      ['deployments.get'],
    ],
    [
      'a deleted group, by a name in capitals',
      call('DeleteModelPackageGroup', TOOLING, {
        modelPackageGroupName: 'Churn-Models',
      }),
      GROUP,
      'versions',
      ['versions.list'],
    ],
    [
      'a call that failed',
      call(
        'DeleteEndpoint',
        PROD,
        { endpointName: 'churn' },
        { errorCode: 'AccessDenied' },
      ),
      GROUP,
      'promotion',
      [],
    ],
    ['a step', stepEvent, GROUP, 'promotion', []],
    ['a version', versionEvent, PIPELINE, 'runs', []],
  ])(
    'after %s (%#) is asked only for what it concerns',
    async (_, event, ref, view, asked) => {
      /** What the view asks; the inbox of approvals has followed the event by then. */
      const read = async () => {
        const before = aws.calls.length;
        expect((await backend.as('ann').get(ref, view)).status).toBe(200);
        return aws.calls.slice(before);
      };
      await read();
      expect(await read()).toEqual([]);
      await backend.events.publish(event);
      await eventually(() => expect(backend.outcomes).toHaveLength(1));
      expect(await read()).toEqual(asked);
      // The same event again, and nothing has changed since.
      await backend.events.publish(event);
      await eventually(() => expect(backend.outcomes).toHaveLength(2));
      expect(await read()).toEqual(asked);
    },
  );

  it('shows what is new after an event', async () => {
    const read = async () =>
      (await backend.as('ann').get(PIPELINE, 'runs')).body.items[0].status;
    expect(await read()).toBe('Succeeded');
    aws.runs.get(PIPELINE_ARN)![0].status = 'Failed';
    expect(await read()).toBe('Succeeded');
    await backend.events.publish(stepEvent);
    await eventually(() => expect(channels()).toHaveLength(3));
    expect(await read()).toBe('Failed');
  });

  it('asks the catalog once which pages show a pipeline', async () => {
    const getEntities = jest.spyOn(backend.catalog, 'getEntities');
    for (let step = 0; step < 5; step++) {
      await backend.events.publish(stepEvent);
    }
    await eventually(() => expect(backend.outcomes).toHaveLength(5));
    expect(getEntities).toHaveBeenCalledTimes(1);
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

  it.each([
    ['malformed', TOPIC_AWS_EVENTS, 'x'],
    ['malformed', TOPIC_AWS_EVENTS, null],
    ['malformed', TOPIC_AWS_EVENTS, { detail: 1 }],
    ['malformed', TOPIC_RESOURCE_CHANGED, null],
    ['malformed', TOPIC_RESOURCE_CHANGED, { arn: 'churn' }],
    [
      'irrelevant',
      TOPIC_AWS_EVENTS,
      awsEvent('aws.sagemaker', 'SageMaker Model Card State Change', TOOLING, {
        ModelCardName: 'churn',
      }).eventPayload,
    ],
    [
      'irrelevant',
      TOPIC_RESOURCE_CHANGED,
      { arn: `arn:aws:sagemaker:${REGION}:${DEV}:training-job/x` },
    ],
  ])('%s on %s: %j is survived', async (outcome, topic, eventPayload) => {
    await backend.events.publish({ topic, eventPayload });
    await backend.events.publish(stepEvent);
    await eventually(() => expect(channels()).toHaveLength(3));
    expect(backend.outcomes).toEqual([outcome, 'announced']);
  });

  it('forgets even when the catalog does not answer', async () => {
    await backend.as('ann').get(PIPELINE, 'runs');
    jest
      .spyOn(backend.catalog, 'getEntities')
      .mockRejectedValueOnce(new Error('down'));
    await backend.events.publish(stepEvent);
    await eventually(() => expect(backend.outcomes).toEqual(['failed']));
    expect(channels()).toEqual([liveChannel(PIPELINE_ARN)]);
    await backend.as('ann').get(PIPELINE, 'runs');
    expect(aws.count('runs.list')).toBe(2);
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
