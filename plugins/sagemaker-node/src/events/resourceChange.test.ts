import {
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { HANDLED_EVENTS, resourceChange } from './resourceChange';

const ACCOUNT = '210000000002';
const arnOf = (resource: string) =>
  `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:${resource}`;
const GROUP = arnOf('model-package-group/Churn');
const VERSION = arnOf('model-package/Churn/14');
const PIPELINE = arnOf('pipeline/churn-training');
const ENDPOINT = arnOf('endpoint/churn');
const PROJECT = arnOf('project/Churn');
const RUN = `${PIPELINE}/execution/abc`;
const DEPLOYMENT = `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:Churn-deploy`;

function event(detailType: string, detail: unknown, more: object = {}) {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    source: 'aws.sagemaker',
    'detail-type': detailType,
    account: ACCOUNT,
    region: 'eu-west-1',
    time: '2025-11-24T12:00:00Z',
    resources: [],
    detail,
    ...more,
  };
}

function call(
  eventName: string,
  requestParameters: object | null,
  responseElements: object | null,
  more: object = {},
) {
  return event('AWS API Call via CloudTrail', {
    eventVersion: '1.09',
    eventSource: 'sagemaker.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    requestParameters,
    responseElements,
    recipientAccountId: ACCOUNT,
    ...more,
  });
}

const CARD = 'SageMaker Model Card State Change';
const VERSION_STATE = 'SageMaker Model Package State Change';
const RUN_STATUS = 'SageMaker Model Building Pipeline Execution Status Change';
const STEP_STATUS =
  'SageMaker Model Building Pipeline Execution Step Status Change';
const ENDPOINT_STATE = 'SageMaker Endpoint State Change';
const GUARDRAIL_STATE = 'SageMaker Endpoint Deployment State Change';
const CICD_STATE = 'CodePipeline Pipeline Execution State Change';
const ACTION_STATE = 'CodePipeline Action Execution State Change';
const codepipeline = { source: 'aws.codepipeline' };

const of = (arn: string, what = 'resource', more: object = {}) => ({
  arn,
  of: what,
  ...more,
});

const interpret = (payload: unknown) =>
  resourceChange(TOPIC_AWS_EVENTS, payload);

describe('state changes', () => {
  it.each([
    [
      'a version',
      event(VERSION_STATE, {
        ModelPackageGroupName: 'Churn',
        ModelPackageVersion: 14,
        ModelPackageArn: VERSION,
        LastModifiedTime: '2025-11-24T12:00:00Z',
      }),
      of(GROUP, 'version'),
    ],
    [
      'a version whose ARN is in lower case',
      event(VERSION_STATE, {
        ModelPackageGroupName: 'Churn',
        ModelPackageArn: VERSION.toLowerCase(),
      }),
      of(GROUP, 'version'),
    ],
    [
      'a version that names its group by its ARN only',
      event(VERSION_STATE, { ModelPackageArn: VERSION }),
      of(GROUP, 'version'),
    ],
    [
      'a package without group',
      event(VERSION_STATE, { ModelPackageArn: arnOf('model-package/lonely') }),
      undefined,
    ],
    [
      'a run',
      event(
        RUN_STATUS,
        {
          pipelineArn: PIPELINE,
          pipelineExecutionArn: RUN,
          currentPipelineExecutionStatus: 'Succeeded',
          executionStartTime: 1764000000000,
        },
        { resources: [PIPELINE, RUN] },
      ),
      of(PIPELINE, 'run'),
    ],
    [
      'a step',
      event(STEP_STATUS, { pipelineArn: PIPELINE, stepName: 'Train' }),
      of(PIPELINE, 'step'),
    ],
    [
      'an endpoint, at a time in milliseconds',
      event(
        ENDPOINT_STATE,
        {
          EndpointName: 'Churn',
          EndpointArn: ENDPOINT,
          CreationTime: 1764000000000.0,
        },
        { time: '1764000000000' },
      ),
      of(ENDPOINT),
    ],
    [
      'an endpoint that names its model group',
      event(ENDPOINT_STATE, {
        EndpointName: 'churn',
        Tags: { 'mlops:model-group': GROUP },
      }),
      of(ENDPOINT, 'resource', { modelGroupArn: GROUP }),
    ],
    [
      'an endpoint whose tag is no model group',
      event(ENDPOINT_STATE, {
        EndpointName: 'churn',
        Tags: { 'mlops:model-group': PIPELINE },
      }),
      of(ENDPOINT),
    ],
    [
      'an endpoint with odd tags',
      event(ENDPOINT_STATE, { EndpointName: 'churn', Tags: ['a'] }),
      of(ENDPOINT),
    ],
    [
      'an endpoint under deployment, by its resources',
      event(
        GUARDRAIL_STATE,
        {
          EndpointName: 'Churn',
          PendingDeploymentSummary: { ProductionVariants: [] },
        },
        { resources: [ENDPOINT] },
      ),
      of(ENDPOINT),
    ],
    [
      'an endpoint of China, by its name',
      event(
        ENDPOINT_STATE,
        { EndpointName: 'Churn' },
        { region: 'cn-north-1', resources: null },
      ),
      of(`arn:aws-cn:sagemaker:cn-north-1:${ACCOUNT}:endpoint/churn`),
    ],
    [
      'a CI/CD pipeline of GovCloud',
      event(
        CICD_STATE,
        { pipeline: 'Churn-deploy' },
        { ...codepipeline, region: 'us-gov-west-1' },
      ),
      of(
        `arn:aws-us-gov:codepipeline:us-gov-west-1:${ACCOUNT}:Churn-deploy`,
        'deployment',
      ),
    ],
    [
      'an action of a CI/CD pipeline',
      event(
        ACTION_STATE,
        { pipeline: 'Churn-deploy', action: 'Approval', state: 'STARTED' },
        codepipeline,
      ),
      of(DEPLOYMENT, 'deployment'),
    ],
    ['a model card', event(CARD, { ModelCardName: 'churn' }), undefined],
    ['an unknown type', event('SageMaker Something', {}), undefined],
    ['a type of Object', event('constructor', {}), undefined],
    [
      'another source',
      event(ENDPOINT_STATE, { EndpointName: 'churn' }, { source: 'aws.ec2' }),
      undefined,
    ],
    [
      'a source that claims the type of another',
      event(CICD_STATE, { pipeline: 'Churn-deploy' }),
      undefined,
    ],
  ])('%s', (_, payload, expected) => {
    expect(interpret(payload)).toEqual(expected);
    expect(interpret(JSON.stringify(payload))).toEqual(expected);
  });
});

describe('calls', () => {
  it.each([
    [
      'a new project',
      call('CreateProject', { projectName: 'Churn' }, { projectArn: PROJECT }),
      of(PROJECT),
    ],
    [
      'a changed project',
      call('UpdateProject', { projectName: 'Churn' }, { projectArn: PROJECT }),
      of(PROJECT),
    ],
    [
      'a deleted project',
      call('DeleteProject', { projectName: 'Churn' }, null),
      of(PROJECT),
    ],
    [
      'a new group',
      call(
        'CreateModelPackageGroup',
        { modelPackageGroupName: 'Churn' },
        { modelPackageGroupArn: GROUP },
      ),
      of(GROUP),
    ],
    [
      'a deleted group',
      call('DeleteModelPackageGroup', { modelPackageGroupName: 'Churn' }, null),
      of(GROUP),
    ],
    [
      'a group of another account, deleted by its ARN',
      call(
        'DeleteModelPackageGroup',
        { modelPackageGroupName: GROUP.replace(ACCOUNT, '100000000002') },
        null,
      ),
      of(GROUP.replace(ACCOUNT, '100000000002')),
    ],
    [
      'a changed version',
      call(
        'UpdateModelPackage',
        { modelPackageArn: VERSION },
        { modelPackageArn: VERSION },
      ),
      of(GROUP, 'version'),
    ],
    [
      'a deleted version',
      call('DeleteModelPackage', { modelPackageName: VERSION }, null),
      of(GROUP, 'version'),
    ],
    [
      'a deleted package without group',
      call('DeleteModelPackage', { modelPackageName: 'lonely' }, null),
      undefined,
    ],
    [
      'a new pipeline',
      call('CreatePipeline', { pipelineName: 'x' }, { pipelineArn: PIPELINE }),
      of(PIPELINE),
    ],
    [
      'a changed pipeline',
      call('UpdatePipeline', { pipelineName: 'Churn-Training' }, null),
      of(PIPELINE),
    ],
    [
      'a deleted pipeline',
      call('DeletePipeline', { pipelineName: 'Churn-Training' }, {}),
      of(PIPELINE),
    ],
    [
      'a new endpoint',
      call(
        'CreateEndpoint',
        { endpointName: 'Churn' },
        { endpointArn: ENDPOINT },
      ),
      of(ENDPOINT),
    ],
    [
      'a changed endpoint',
      call('UpdateEndpoint', { endpointName: 'Churn' }, null),
      of(ENDPOINT),
    ],
    [
      'a deleted endpoint',
      call('DeleteEndpoint', { endpointName: 'Churn' }, null),
      of(ENDPOINT),
    ],
    [
      'new tags',
      call('AddTags', { resourceArn: GROUP, tags: [] }, { tags: [] }),
      of(GROUP),
    ],
    [
      'tags taken away',
      call('DeleteTags', { resourceArn: ENDPOINT, tagKeys: ['a'] }, {}),
      of(ENDPOINT),
    ],
    [
      'new tags of a run',
      call('AddTags', { resourceArn: RUN, tags: [] }, null),
      of(PIPELINE, 'run'),
    ],
    [
      'new tags of a training job',
      call('AddTags', { resourceArn: arnOf('training-job/x') }, null),
      undefined,
    ],
    [
      'a call that failed',
      call('DeleteEndpoint', { endpointName: 'churn' }, null, {
        errorCode: 'AccessDenied',
        errorMessage: 'is not authorized',
      }),
      undefined,
    ],
    [
      'a call that failed before its parameters were read',
      call('CreateProject', null, null, { errorCode: 'ValidationException' }),
      undefined,
    ],
    [
      'a call of no interest',
      call('CreateTrainingJob', { trainingJobName: 'x' }, null),
      undefined,
    ],
  ])('%s', (_, payload, expected) => {
    expect(interpret(payload)).toEqual(expected);
  });
});

describe('hints', () => {
  it.each([
    [GROUP, of(GROUP)],
    [VERSION, of(GROUP, 'version')],
    [RUN, of(PIPELINE, 'run')],
    [DEPLOYMENT, of(DEPLOYMENT, 'deployment')],
    [`${DEPLOYMENT}/ApproveProd/Approval`, of(DEPLOYMENT, 'deployment')],
    [arnOf('training-job/x'), undefined],
    [arnOf('project'), undefined],
    [`arn:aws:iam:eu-west-1:${ACCOUNT}:role/x`, undefined],
  ])('%s', (arn, expected) => {
    expect(resourceChange(TOPIC_RESOURCE_CHANGED, { arn })).toEqual(expected);
  });
});

describe('malformed', () => {
  it.each<[string, unknown]>([
    ['event: Required', undefined],
    ['event: Expected object, received null', null],
    ['event: not JSON', 'not an event'],
    ['event: Expected object, received string', '"text"'],
    ['detail-type: Required', { source: 'aws.sagemaker' }],
    ['detail: Expected object, received null', event(CARD, null)],
    ['account: not an account id', event(CARD, {}, { account: 'x' })],
    ['resources: Expected array', event(CARD, {}, { resources: 'x' })],
    ['ModelPackageArn: Required', event(VERSION_STATE, {})],
    ["'churn' is not an ARN", event(RUN_STATUS, { pipelineArn: 'churn' })],
    [
      'names no account and region',
      event(RUN_STATUS, { pipelineArn: 'arn:aws:sagemaker:::pipeline/x' }),
    ],
    [
      'EndpointName: String must contain',
      event(ENDPOINT_STATE, { EndpointName: '' }),
    ],
    ['pipeline: Required', event(CICD_STATE, {}, codepipeline)],
    ['no projectName', call('CreateProject', {}, null)],
    ['no endpointName', call('DeleteEndpoint', null, null)],
    ['String must contain', call('DeletePipeline', { pipelineName: '' }, null)],
    ['no resourceArn', call('AddTags', {}, null)],
    ['Expected string', call('AddTags', { resourceArn: 7 }, null)],
    ["'x' is not an ARN", call('AddTags', { resourceArn: 'x' }, null)],
    ['eventName: Required', event('AWS API Call via CloudTrail', {})],
  ])('event: %s', (message, payload) => {
    expect(() => interpret(payload)).toThrow(message);
  });

  it.each([undefined, {}, { arn: 7 }, { arn: 'churn' }])('hint %j', payload => {
    expect(() => resourceChange(TOPIC_RESOURCE_CHANGED, payload)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});

it('names every event once', () => {
  const names = HANDLED_EVENTS.map(
    ({ source, detailType }) => `${source} ${detailType}`,
  );
  expect([...new Set(names)]).toEqual(names);
});
