import { affectedBy, affectedByHint } from './affected';

const target = 'eu-west-1:210000000002';
const group =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/churn-models';
const pipelineArn = `arn:aws:sagemaker:${target}:pipeline/churn-training`;

function event(
  detailType: string,
  detail: object,
  more: { source?: string; resources?: string[] } = {},
) {
  return {
    version: '0',
    id: '1',
    source: 'aws.sagemaker',
    'detail-type': detailType,
    account: '210000000002',
    region: 'eu-west-1',
    time: '2026-01-01T00:00:00Z',
    resources: [],
    detail,
    ...more,
  };
}

describe('affectedBy', () => {
  it.each([
    [
      'a version',
      event('SageMaker Model Package State Change', {
        ModelPackageGroupName: 'churn-models',
        ModelPackageVersion: 14,
        ModelPackageArn:
          'arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/14',
        ModelApprovalStatus: 'Approved',
      }),
      [{ arn: group }],
    ],
    [
      'a run',
      event('SageMaker Model Building Pipeline Execution Status Change', {
        pipelineArn,
        pipelineExecutionArn: `${pipelineArn}/execution/abc`,
        currentPipelineExecutionStatus: 'Failed',
      }),
      [{ arn: pipelineArn }],
    ],
    [
      'a step',
      event('SageMaker Model Building Pipeline Execution Step Status Change', {
        pipelineArn,
        stepName: 'Train',
        currentStepStatus: 'Succeeded',
      }),
      [{ arn: pipelineArn }],
    ],
    [
      'an endpoint that names its model group',
      event(
        'SageMaker Endpoint State Change',
        {
          EndpointName: 'Churn',
          EndpointStatus: 'IN_SERVICE',
          Tags: { 'mlops:model-group': group },
        },
        { resources: [`arn:aws:sagemaker:${target}:endpoint/churn`] },
      ),
      [
        {
          arn: `arn:aws:sagemaker:${target}:endpoint/churn`,
          modelGroupArn: group,
        },
      ],
    ],
    [
      'an endpoint under deployment, without tags and resources',
      event('SageMaker Endpoint Deployment State Change', {
        EndpointName: 'churn',
      }),
      [{ arn: `arn:aws:sagemaker:${target}:endpoint/churn` }],
    ],
    [
      'an endpoint whose tag is no ARN',
      event('SageMaker Endpoint State Change', {
        EndpointName: 'churn',
        Tags: { 'mlops:model-group': 'churn' },
      }),
      [{ arn: `arn:aws:sagemaker:${target}:endpoint/churn` }],
    ],
    [
      'a CI/CD pipeline',
      event(
        'CodePipeline Pipeline Execution State Change',
        { pipeline: 'churn-deploy', state: 'STARTED' },
        {
          source: 'aws.codepipeline',
          resources: [`arn:aws-cn:codepipeline:${target}:churn-deploy`],
        },
      ),
      [{ arn: `arn:aws-cn:codepipeline:${target}:churn-deploy` }],
    ],
    [
      'an action of a CI/CD pipeline',
      event(
        'CodePipeline Action Execution State Change',
        { pipeline: 'churn-deploy', action: 'Approval' },
        { source: 'aws.codepipeline' },
      ),
      [{ arn: `arn:aws:codepipeline:${target}:churn-deploy` }],
    ],
    [
      'a version without group',
      event('SageMaker Model Package State Change', {
        ModelPackageArn:
          'arn:aws:sagemaker:eu-west-1:100000000002:model-package/lonely',
      }),
      [],
    ],
    ['a broken version', event('SageMaker Model Package State Change', {}), []],
    [
      'a run without ARN',
      event('SageMaker Model Building Pipeline Execution Status Change', {
        pipelineArn: 'churn',
      }),
      [],
    ],
    [
      'an endpoint without name',
      event('SageMaker Endpoint State Change', { EndpointName: '' }),
      [],
    ],
    [
      'a CI/CD pipeline without name',
      event(
        'CodePipeline Pipeline Execution State Change',
        {},
        { source: 'aws.codepipeline' },
      ),
      [],
    ],
    [
      'another kind of event',
      event('SageMaker Model Card State Change', { ModelCardName: 'churn' }),
      [],
    ],
    [
      'another source',
      event(
        'SageMaker Endpoint State Change',
        { EndpointName: 'churn' },
        { source: 'aws.ec2' },
      ),
      [],
    ],
    [
      'a broken account',
      {
        ...event('SageMaker Endpoint State Change', { EndpointName: 'churn' }),
        account: 'x',
      },
      [],
    ],
    ['no detail', { ...event('', {}), detail: null }, []],
    ['text', 'hello', []],
    ['nothing', undefined, []],
  ])('%s', (_, payload, expected) => {
    expect(affectedBy(payload)).toEqual(expected);
  });
});

describe('affectedByHint', () => {
  it.each([
    [{ arn: group }, [{ arn: group }]],
    [{ arn: 'churn' }, []],
    [{ arn: 7 }, []],
    [null, []],
  ])('%j', (payload, expected) => {
    expect(affectedByHint(payload)).toEqual(expected);
  });
});
