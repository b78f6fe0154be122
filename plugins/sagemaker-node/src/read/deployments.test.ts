import { StubCall, StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const SAGEMAKER = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;
const VERSION = `${SAGEMAKER}:model-package/churn-models/14`;
const CICD = `arn:aws:codepipeline:eu-west-1:${TOOLING.accountId}:churn-deploy`;

describe('deployment pipeline reader', () => {
  const t = stubbedAws();

  const state = (summary: string) => ({
    pipelineName: 'churn-deploy',
    stageStates: [
      {
        stageName: 'Source',
        latestExecution: { pipelineExecutionId: 'e2', status: 'Succeeded' },
        actionStates: [
          {
            actionName: 'ModelVersion',
            latestExecution: { status: 'Succeeded', summary },
          },
        ],
      },
      {
        stageName: 'ApproveProd',
        latestExecution: { pipelineExecutionId: 'e1', status: 'InProgress' },
        actionStates: [
          {
            actionName: 'Approval',
            latestExecution: { status: 'InProgress', token: 't1' },
          },
        ],
      },
    ],
  });
  const execution = ({ input }: StubCall) => ({
    pipelineExecution: {
      variables: [
        {
          name: 'ModelPackageArn',
          resolvedValue: VERSION.replace(
            /14$/,
            input.pipelineExecutionId === 'e2' ? '14' : '13',
          ),
        },
      ],
    },
  });

  it('asks only for versions that the state does not tell', async () => {
    t.answers.GetPipelineState = () => state(VERSION);
    t.answers.GetPipelineExecution = execution;
    await expect(t.aws.deployments.get(CICD)).resolves.toMatchObject({
      modelPackageArn: VERSION,
      approvals: [
        { token: 't1', modelPackageArn: VERSION.replace(/14$/, '13') },
      ],
    });
    expect(t.calls()).toEqual([
      { operation: 'GetPipelineState', input: { name: 'churn-deploy' } },
      {
        operation: 'GetPipelineExecution',
        input: { pipelineName: 'churn-deploy', pipelineExecutionId: 'e1' },
      },
    ]);
  });

  it('reads the version from the variables of the execution', async () => {
    t.answers.GetPipelineState = () => ({
      ...state('commit c0ffee'),
      stageStates: state('commit c0ffee').stageStates.slice(0, 1),
    });
    t.answers.GetPipelineExecution = execution;
    await expect(t.aws.deployments.get(CICD)).resolves.toMatchObject({
      modelPackageArn: VERSION,
    });
    expect(t.calls()).toHaveLength(2);
  });

  it('answers an approval with reason and person', async () => {
    await t.aws.deployments.decide(
      CICD,
      { stageName: 'ApproveProd', actionName: 'Approval', token: 't1' },
      {
        decision: 'Rejected',
        reason: 'Too slow',
        decidedBy: 'user:default/ada',
      },
    );
    expect(t.calls()).toEqual([
      {
        operation: 'PutApprovalResult',
        input: {
          pipelineName: 'churn-deploy',
          stageName: 'ApproveProd',
          actionName: 'Approval',
          token: 't1',
          result: {
            status: 'Rejected',
            summary: 'Too slow (rejected by user:default/ada)',
          },
        },
      },
    ]);
  });

  it.each([
    'InvalidApprovalTokenException',
    'ApprovalAlreadyCompletedException',
  ])('is a conflict when AWS says %s', async code => {
    t.answers.PutApprovalResult = () => {
      throw new StubError(code, 'no');
    };
    await expect(
      t.aws.deployments.decide(
        CICD,
        { stageName: 'A', actionName: 'B', token: 't1' },
        { decision: 'Approved', reason: 'ok', decidedBy: 'user:x/y' },
      ),
    ).rejects.toMatchObject({ name: 'ConflictError', code });
  });
});
