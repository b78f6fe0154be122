import {
  GetPipelineStateOutput,
  StageState,
} from '@aws-sdk/client-codepipeline';
import {
  findVersionArn,
  mapDeployment,
  promotionStageOf,
} from './deploymentMapping';

const PIPELINE = 'arn:aws:codepipeline:eu-west-1:100000000002:churn-deploy';
const VERSION =
  'arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/14';
const NOW = new Date('2026-01-01T10:00:00Z');

function stage(
  stageName: string,
  status?: NonNullable<StageState['latestExecution']>['status'],
  change: {
    executionId?: string;
    type?: 'STANDARD' | 'ROLLBACK';
    action?: object;
  } = {},
): StageState {
  return {
    stageName,
    latestExecution: status && {
      pipelineExecutionId: change.executionId ?? 'e2',
      status,
      type: change.type,
    },
    actionStates: [
      {
        actionName: 'Act',
        latestExecution: {
          status: status === 'Failed' ? 'Failed' : 'Succeeded',
          lastStatusChange: NOW,
          ...change.action,
        },
      },
    ],
  };
}

function state(...stageStates: StageState[]): GetPipelineStateOutput {
  return { pipelineName: 'churn-deploy', stageStates };
}

const source = stage('Source', 'Succeeded', { action: { summary: VERSION } });
const waiting = { status: 'InProgress', token: 'token-1' };

describe('mapDeployment', () => {
  it.each<[string, StageState, object]>([
    ['a stage never run', stage('DeployProd'), { status: 'NotStarted' }],
    [
      'a stage that runs',
      stage('DeployProd', 'InProgress'),
      { status: 'InProgress', opens: 'prod' },
    ],
    [
      'a stage that waits for a person',
      stage('ApproveProd', 'InProgress', { action: waiting }),
      { status: 'Waiting', opens: 'prod' },
    ],
    [
      'a stage that failed, with its reason',
      stage('DeployStaging', 'Failed', {
        action: { errorDetails: { message: 'Alarm went off' } },
      }),
      { status: 'Failed', failureReason: 'Alarm went off', opens: 'staging' },
    ],
    [
      'a rejection, with what the person said',
      stage('ApproveProd', 'Failed', { action: { summary: 'Too slow' } }),
      { status: 'Failed', failureReason: 'Too slow' },
    ],
    [
      'a stage that only an older execution passed',
      stage('DeployProd', 'Succeeded', { executionId: 'e1' }),
      { status: 'NotStarted', changedAt: undefined },
    ],
    [
      'a stage that an older execution is still in',
      stage('ApproveProd', 'InProgress', {
        executionId: 'e1',
        action: waiting,
      }),
      { status: 'Waiting' },
    ],
    [
      'a stage that was rolled back',
      stage('DeployProd', 'Succeeded', { executionId: 'e3', type: 'ROLLBACK' }),
      { status: 'Succeeded', changedAt: NOW.toISOString() },
    ],
    [
      'a stage that was skipped',
      stage('TestStaging', 'Skipped'),
      { status: 'NotStarted' },
    ],
  ])('shows %s', (_, second, expected) => {
    expect(
      mapDeployment(PIPELINE, state(source, second)).stages[1],
    ).toMatchObject(expected);
  });

  it('finds the exact version in the source revision', () => {
    const revision = stage('Source', 'Succeeded');
    revision.actionStates![0].currentRevision = {
      revisionId: VERSION,
      revisionChangeId: 'x',
      created: NOW,
    };
    for (const first of [source, revision]) {
      expect(mapDeployment(PIPELINE, state(first))).toMatchObject({
        pipelineArn: PIPELINE,
        pipelineName: 'churn-deploy',
        executionId: 'e2',
        modelPackageArn: VERSION,
      });
    }
  });

  it('gives an approval the version of its own execution only', () => {
    const approve = (executionId: string) =>
      mapDeployment(
        PIPELINE,
        state(
          source,
          stage('ApproveProd', 'InProgress', { executionId, action: waiting }),
        ),
      ).approvals;
    expect(approve('e2')).toEqual([
      {
        stageName: 'ApproveProd',
        actionName: 'Act',
        token: 'token-1',
        executionId: 'e2',
        modelPackageArn: VERSION,
        since: NOW.toISOString(),
        summary: undefined,
        url: undefined,
      },
    ]);
    expect(approve('e1')[0]).toMatchObject({
      executionId: 'e1',
      modelPackageArn: undefined,
    });
  });

  it('is empty for a pipeline that never ran', () => {
    expect(mapDeployment(PIPELINE, state())).toEqual({
      pipelineArn: PIPELINE,
      pipelineName: 'churn-deploy',
      executionId: undefined,
      modelPackageArn: undefined,
      stages: [],
      approvals: [],
    });
  });
});

describe('promotionStageOf', () => {
  it.each([
    ['DeployProd', 'prod'],
    ['Production', 'prod'],
    ['DeployStaging', 'staging'],
    ['deploy-preprod', 'staging'],
    ['PreProd', 'staging'],
    ['pre-prod', 'staging'],
    ['Source', undefined],
  ])('%s is %s', (name, expected) => {
    expect(promotionStageOf(name)).toBe(expected);
  });
});

describe('findVersionArn', () => {
  it.each([
    [VERSION, VERSION],
    [`Model version ${VERSION} was approved`, VERSION],
    ['3f2c9b1', undefined],
    [
      'arn:aws:sagemaker:eu-west-1:100000000002:model-package/unversioned',
      undefined,
    ],
    [undefined, undefined],
  ])('in %s is %s', (text, expected) => {
    expect(findVersionArn(text)).toBe(expected);
  });
});
