import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  DescribePipelineCommand,
  ListPipelinesCommand,
  ListPipelinesCommandInput,
  SageMakerClient,
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
};

describeContract('SageMaker pipelines', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const arnOf = (resource: string) =>
    `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;

  const create = (PipelineName: string) =>
    sagemaker().send(
      new CreatePipelineCommand({
        ...TRAINING_PIPELINE,
        PipelineName,
        PipelineDescription: `Trains ${PipelineName}`,
      }),
    );
  const listNames = async (input: ListPipelinesCommandInput) => {
    const { PipelineSummaries = [] } = await sagemaker().send(
      new ListPipelinesCommand(input),
    );
    return PipelineSummaries.map(pipeline => pipeline.PipelineName);
  };

  it('creates and describes a pipeline', async () => {
    const { PipelineArn } = await create('churn-training');
    expect(PipelineArn).toBe(arnOf('pipeline/churn-training'));
    const pipeline = await sagemaker().send(
      new DescribePipelineCommand({ PipelineName: 'churn-training' }),
    );
    expect(pipeline).toMatchObject({
      PipelineArn,
      PipelineName: 'churn-training',
      PipelineDisplayName: 'churn-training',
      PipelineDescription: 'Trains churn-training',
      ...TRAINING_PIPELINE,
      PipelineStatus: 'Active',
      CreationTime: expect.any(Date),
      LastModifiedTime: expect.any(Date),
    });
  });

  it('has one pipeline of a name', async () => {
    await create('churn-training');
    await expect(create('churn-training')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/must be unique .* already exists/),
    });
  });

  it.each([
    { input: { SortBy: 'Name', SortOrder: 'Ascending' }, names: ['a', 'b'] },
    { input: { SortBy: 'Name', SortOrder: 'Descending' }, names: ['b', 'a'] },
    {
      input: { SortBy: 'CreationTime', SortOrder: 'Ascending' },
      names: ['b', 'a'],
    },
    { input: { PipelineNamePrefix: 'b' }, names: ['b'] },
  ] as const)('lists pipelines with $input', async ({ input, names }) => {
    await create('b');
    await create('a');
    expect(await listNames(input)).toEqual(names);
  });

  it('lists pipelines page by page', async () => {
    const names = ['a', 'b', 'c'];
    for (const name of names) {
      await create(name);
    }
    const input: ListPipelinesCommandInput = {
      MaxResults: 2,
      SortBy: 'Name',
      SortOrder: 'Ascending',
    };
    const first = await sagemaker().send(new ListPipelinesCommand(input));
    expect(first.PipelineSummaries).toHaveLength(2);
    expect(await listNames({ ...input, NextToken: first.NextToken })).toEqual([
      'c',
    ]);
  });

  it('deletes a pipeline', async () => {
    await create('churn-training');
    const { PipelineArn } = await sagemaker().send(
      new DeletePipelineCommand({ PipelineName: 'churn-training' }),
    );
    expect(PipelineArn).toBe(arnOf('pipeline/churn-training'));
    expect(await listNames({})).toEqual([]);
  });

  it.each([
    {
      operation: 'DescribePipeline',
      call: () =>
        sagemaker().send(new DescribePipelineCommand({ PipelineName: 'none' })),
    },
    {
      operation: 'UpdatePipeline',
      call: () =>
        sagemaker().send(new UpdatePipelineCommand({ PipelineName: 'none' })),
    },
    {
      operation: 'DeletePipeline',
      call: () =>
        sagemaker().send(new DeletePipelineCommand({ PipelineName: 'none' })),
    },
  ])('$operation of what does not exist', async ({ call }) => {
    expect(await errorNameOf(call())).toBe(
      expectedOf(contract, DEVIATIONS.missing),
    );
  });
});
