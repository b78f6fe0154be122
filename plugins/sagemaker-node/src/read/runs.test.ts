import { TOOLING } from '../testing/environment';
import { StubError } from '../testing/awsStub';
import { stubbedAws } from '../testing/stubbedAws';

const SAGEMAKER = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;
const PIPELINE = `${SAGEMAKER}:pipeline/churn-training`;
const TOKEN = '0123456789abcdef0123456789abcdef';

describe('run reader', () => {
  const t = stubbedAws();

  const execution = {
    PipelineArn: PIPELINE,
    PipelineExecutionArn: `${PIPELINE}/execution/abc123def456`,
    PipelineExecutionStatus: 'Executing',
    CreationTime: 1767261600,
  };

  it('lists in one call, newest first', async () => {
    t.answers.Search = () => ({
      Results: [{ PipelineExecution: execution }],
    });
    await expect(t.aws.runs.list([PIPELINE])).resolves.toMatchObject({
      items: [{ id: 'abc123def456', status: 'Executing' }],
    });
    expect(t.calls()).toMatchObject([
      {
        operation: 'Search',
        input: {
          Resource: 'PipelineExecution',
          SortOrder: 'Descending',
          SearchExpression: {
            Filters: [
              { Name: 'PipelineArn', Operator: 'Equals', Value: PIPELINE },
            ],
          },
        },
      },
    ]);
  });

  it('starts once for a token and answers the described run', async () => {
    t.answers.StartPipelineExecution = () => ({
      PipelineExecutionArn: execution.PipelineExecutionArn,
    });
    t.answers.DescribePipelineExecution = () => execution;
    t.answers.ListPipelineParametersForExecution = () => ({
      PipelineParameters: [{ Name: 'Rate', Value: '0.1' }],
    });
    await expect(
      t.aws.runs.start(PIPELINE, {
        clientToken: TOKEN,
        parameters: [{ name: 'Rate', value: '0.1' }],
      }),
    ).resolves.toMatchObject({
      id: 'abc123def456',
      parameters: [{ name: 'Rate', value: '0.1' }],
    });
    expect(t.calls()[0]).toEqual({
      operation: 'StartPipelineExecution',
      input: {
        PipelineName: PIPELINE,
        ClientRequestToken: TOKEN,
        PipelineParameters: [{ Name: 'Rate', Value: '0.1' }],
      },
    });
  });

  it('starts from some steps of an earlier run', async () => {
    t.answers.StartPipelineExecution = () => ({
      PipelineExecutionArn: execution.PipelineExecutionArn,
    });
    t.answers.DescribePipelineExecution = () => execution;
    await t.aws.runs.start(PIPELINE, {
      clientToken: TOKEN,
      selective: { sourceRunId: 'abc', steps: ['Train', 'Evaluate'] },
    });
    expect(t.calls()[0].input).toMatchObject({
      SelectiveExecutionConfig: {
        SourcePipelineExecutionArn: `${PIPELINE}/execution/abc`,
        SelectedSteps: [{ StepName: 'Train' }, { StepName: 'Evaluate' }],
      },
    });
  });

  describe.each(['stop', 'retry'] as const)('%s', verb => {
    const operation =
      verb === 'stop' ? 'StopPipelineExecution' : 'RetryPipelineExecution';

    it('hands on the token and answers the described run', async () => {
      t.answers.DescribePipelineExecution = () => ({
        ...execution,
        PipelineExecutionStatus: 'Stopping',
      });
      await expect(
        t.aws.runs[verb](PIPELINE, 'abc123def456', TOKEN),
      ).resolves.toMatchObject({ id: 'abc123def456', status: 'Stopping' });
      expect(t.calls()[0]).toEqual({
        operation,
        input: {
          PipelineExecutionArn: execution.PipelineExecutionArn,
          ClientRequestToken: TOKEN,
        },
      });
    });

    it.each([
      ['ConflictException', 'ConflictError'],
      ['ValidationException', 'ConflictError'],
      ['ResourceNotFound', 'NotFoundError'],
      ['AccessDeniedException', 'ServiceUnavailableError'],
    ])('on %s throws a %s with the reason of AWS', async (code, name) => {
      t.answers[operation] = () => {
        throw new StubError(code, 'as AWS says');
      };
      await expect(
        t.aws.runs[verb](PIPELINE, 'abc123def456', TOKEN),
      ).rejects.toMatchObject({
        name,
        message: expect.stringContaining('as AWS says'),
      });
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['start', () => t.aws.runs.start(PIPELINE, { clientToken: 'short' })],
    ['stop', () => t.aws.runs.stop(PIPELINE, 'abc', 'short')],
    ['retry', () => t.aws.runs.retry(PIPELINE, 'abc', 'short')],
  ])('refuses to %s with a token that AWS would refuse', async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ name: 'InputError' });
    expect(t.stub.calls).toEqual([]);
  });

  it.each(['../other/execution/x', '', 'a/b'])(
    'knows no run %j',
    async runId => {
      await expect(t.aws.runs.get(PIPELINE, runId)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      expect(t.stub.calls).toEqual([]);
    },
  );
});
