import {
  CreatePipelineCommand,
  DescribePipelineCommand,
  DescribePipelineDefinitionForExecutionCommand,
  DescribePipelineExecutionCommand,
  ListPipelineExecutionsCommand,
  ListPipelineParametersForExecutionCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';
import { TRAINING_PIPELINE } from './__testUtils__/trainingPipeline';

const DEVIATIONS = {
  missing: deviation(
    'ResourceNotFound',
    'ValidationException',
    'moto has one error for all pipeline operations',
  ),
  status: deviation(
    'Executing',
    'Succeeded',
    'An execution of moto is over when it starts',
  ),
  parameters: deviation(
    [
      { Name: 'MaxDepth', Value: '8' },
      { Name: 'InstanceType', Value: 'ml.m5.xlarge' },
    ],
    [{ Name: 'MaxDepth', Value: '8' }],
    'moto does not read the defaults of the definition',
  ),
  executionsOfOneToken: deviation(
    1,
    2,
    'moto starts another execution for a token that it knows',
  ),
  executionsOfAPage: deviation(
    ['third', 'second'],
    ['first', 'second', 'third'],
    'moto neither sorts nor pages executions',
  ),
};

const OTHER_DEFINITION = JSON.stringify({
  Version: '2020-12-01',
  Steps: [{ Name: 'Evaluate', Type: 'Processing', Arguments: {} }],
});

describeContract('SageMaker pipeline executions', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const arnOf = (resource: string) =>
    `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;

  const start = (
    options: { name?: string; token?: string; display?: string } = {},
  ) =>
    sagemaker().send(
      new StartPipelineExecutionCommand({
        PipelineName: options.name ?? 'churn-training',
        PipelineParameters: [{ Name: 'MaxDepth', Value: '8' }],
        PipelineExecutionDescription: 'Deeper trees',
        PipelineExecutionDisplayName: options.display,
        ClientRequestToken: options.token,
      }),
    );

  beforeEach(() =>
    sagemaker().send(
      new CreatePipelineCommand({
        ...TRAINING_PIPELINE,
        PipelineName: 'churn-training',
      }),
    ),
  );

  it('is started and described', async () => {
    const { PipelineExecutionArn } = await start();
    expect(PipelineExecutionArn).toMatch(
      new RegExp(
        `^${arnOf('pipeline/churn-training/execution/')}[a-z0-9]{12}$`,
      ),
    );
    const execution = await sagemaker().send(
      new DescribePipelineExecutionCommand({ PipelineExecutionArn }),
    );
    expect(execution).toMatchObject({
      PipelineArn: arnOf('pipeline/churn-training'),
      PipelineExecutionArn,
      PipelineExecutionDescription: 'Deeper trees',
      PipelineExecutionStatus: expectedOf(contract, DEVIATIONS.status),
      CreationTime: expect.any(Date),
      LastModifiedTime: expect.any(Date),
    });
    const pipeline = await sagemaker().send(
      new DescribePipelineCommand({ PipelineName: 'churn-training' }),
    );
    expect(pipeline.LastRunTime).toEqual(expect.any(Date));
  });

  it('answers its parameters', async () => {
    const { PipelineExecutionArn } = await start();
    const { PipelineParameters } = await sagemaker().send(
      new ListPipelineParametersForExecutionCommand({ PipelineExecutionArn }),
    );
    expect(PipelineParameters).toEqual(
      expectedOf(contract, DEVIATIONS.parameters),
    );
  });

  it('keeps the definition it was started with', async () => {
    const { PipelineExecutionArn } = await start();
    await sagemaker().send(
      new UpdatePipelineCommand({
        PipelineName: 'churn-training',
        PipelineDefinition: OTHER_DEFINITION,
      }),
    );
    const { PipelineDefinition } = await sagemaker().send(
      new DescribePipelineDefinitionForExecutionCommand({
        PipelineExecutionArn,
      }),
    );
    expect(PipelineDefinition).toBe(TRAINING_PIPELINE.PipelineDefinition);
  });

  it('is started once for a client request token', async () => {
    const token = 'a'.repeat(32);
    const started = [await start({ token }), await start({ token })];
    const arns = new Set(started.map(answer => answer.PipelineExecutionArn));
    expect(arns.size).toBe(
      expectedOf(contract, DEVIATIONS.executionsOfOneToken),
    );
  });

  it('is listed, page by page', async () => {
    for (const display of ['first', 'second', 'third']) {
      await start({ display });
    }
    const { PipelineExecutionSummaries = [] } = await sagemaker().send(
      new ListPipelineExecutionsCommand({
        PipelineName: 'churn-training',
        SortOrder: 'Descending',
        MaxResults: 2,
      }),
    );
    expect(
      PipelineExecutionSummaries.map(
        summary => summary.PipelineExecutionDisplayName,
      ),
    ).toEqual(expectedOf(contract, DEVIATIONS.executionsOfAPage));
    expect(PipelineExecutionSummaries[0]).toMatchObject({
      PipelineExecutionStatus: expectedOf(contract, DEVIATIONS.status),
      StartTime: expect.any(Date),
    });
  });

  const noExecution = () => ({
    PipelineExecutionArn: arnOf('pipeline/none/execution/abcdefghijkl'),
  });
  it.each([
    {
      operation: 'StartPipelineExecution',
      call: () => start({ name: 'none' }),
    },
    {
      operation: 'ListPipelineExecutions',
      call: () =>
        sagemaker().send(
          new ListPipelineExecutionsCommand({ PipelineName: 'none' }),
        ),
    },
    {
      operation: 'DescribePipelineExecution',
      call: () =>
        sagemaker().send(new DescribePipelineExecutionCommand(noExecution())),
    },
    {
      operation: 'DescribePipelineDefinitionForExecution',
      call: () =>
        sagemaker().send(
          new DescribePipelineDefinitionForExecutionCommand(noExecution()),
        ),
    },
    {
      operation: 'ListPipelineParametersForExecution',
      call: () =>
        sagemaker().send(
          new ListPipelineParametersForExecutionCommand(noExecution()),
        ),
    },
  ])('$operation of what does not exist', async ({ call }) => {
    expect(await errorNameOf(call())).toBe(
      expectedOf(contract, DEVIATIONS.missing),
    );
  });
});
