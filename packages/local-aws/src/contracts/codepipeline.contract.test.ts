import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

describeContract('CodePipeline', contract => {
  const codepipeline = () => contract.account().client(CodePipelineClient);

  it('lists none', async () => {
    const { pipelines } = await codepipeline().send(
      new ListPipelinesCommand({}),
    );
    expect(pipelines).toEqual([]);
  });

  it.each([
    {
      operation: 'GetPipeline',
      call: () => codepipeline().send(new GetPipelineCommand({ name: 'none' })),
      error: 'PipelineNotFoundException',
    },
    {
      operation: 'StartPipelineExecution',
      call: () =>
        codepipeline().send(
          new StartPipelineExecutionCommand({ name: 'none' }),
        ),
      error: 'PipelineNotFoundException',
    },
    {
      operation: 'GetPipelineExecution',
      call: () =>
        codepipeline().send(
          new GetPipelineExecutionCommand({
            pipelineName: 'none',
            pipelineExecutionId: 'c53dbd42-0000-4b95-a5a7-3b0f6dd2b1d1',
          }),
        ),
      error: 'PipelineNotFoundException',
    },
    {
      operation: 'ListPipelineExecutions',
      call: () =>
        codepipeline().send(
          new ListPipelineExecutionsCommand({ pipelineName: 'none' }),
        ),
      error: 'PipelineNotFoundException',
    },
    {
      operation: 'ListTagsForResource',
      call: () => {
        const { accountId } = contract.account();
        return codepipeline().send(
          new ListTagsForResourceCommand({
            resourceArn: `arn:aws:codepipeline:${REGION}:${accountId}:none`,
          }),
        );
      },
      error: 'ResourceNotFoundException',
    },
  ])('$operation of no pipeline', async ({ call, error }) => {
    expect(await errorNameOf(call())).toBe(error);
  });
});
