import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListPipelinesCommand,
  SageMakerClient,
  SearchCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import { describeContract, errorNameOf } from './__testUtils__/endpoints';
import { TRAINING_PIPELINE } from './__testUtils__/trainingPipeline';

const REFUSED = 'ValidationException';

const DEVIATIONS = {
  unchecked: deviation<string | undefined>(
    REFUSED,
    undefined,
    'moto takes input that breaks the documented constraints',
  ),
  unknownToken: deviation(
    REFUSED,
    'InvalidToken',
    'moto has one error for the tokens of all services',
  ),
  searchOfModels: deviation<string | undefined>(
    undefined,
    REFUSED,
    'moto does not search models',
  ),
};

describeContract('SageMaker validation', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const createPipeline = () =>
    sagemaker().send(
      new CreatePipelineCommand({
        ...TRAINING_PIPELINE,
        PipelineName: 'churn-training',
      }),
    );

  it.each([
    {
      what: 'a group name with an underscore',
      call: () =>
        sagemaker().send(
          new CreateModelPackageGroupCommand({
            ModelPackageGroupName: 'churn_models',
          }),
        ),
    },
    {
      what: 'a group name of 64 characters',
      call: () =>
        sagemaker().send(
          new CreateModelPackageGroupCommand({
            ModelPackageGroupName: 'm'.repeat(64),
          }),
        ),
    },
    {
      what: 'pages of 101 groups',
      call: () =>
        sagemaker().send(
          new ListModelPackageGroupsCommand({ MaxResults: 101 }),
        ),
    },
    {
      what: 'pages of 101 packages',
      call: () =>
        sagemaker().send(new ListModelPackagesCommand({ MaxResults: 101 })),
    },
    {
      what: 'pages of 101 records',
      call: () =>
        sagemaker().send(
          new SearchCommand({ Resource: 'Endpoint', MaxResults: 101 }),
        ),
    },
    {
      what: 'a client request token of 31 characters',
      call: async () => {
        await createPipeline();
        return sagemaker().send(
          new StartPipelineExecutionCommand({
            PipelineName: 'churn-training',
            ClientRequestToken: 'a'.repeat(31),
          }),
        );
      },
    },
    {
      what: 'a parameter that the pipeline does not define',
      call: async () => {
        await createPipeline();
        return sagemaker().send(
          new StartPipelineExecutionCommand({
            PipelineName: 'churn-training',
            PipelineParameters: [{ Name: 'Colour', Value: 'red' }],
          }),
        );
      },
    },
  ])('refuses $what', async ({ call }) => {
    expect(await errorNameOf(call())).toBe(
      expectedOf(contract, DEVIATIONS.unchecked),
    );
  });

  it.each([
    {
      what: 'a package that is neither named nor in a group',
      call: () => sagemaker().send(new CreateModelPackageCommand({})),
    },
    {
      what: 'a package that is named and in a group',
      call: () =>
        sagemaker().send(
          new CreateModelPackageCommand({
            ModelPackageName: 'churn',
            ModelPackageGroupName: 'churn-models',
          }),
        ),
    },
    {
      what: 'a pipeline without a definition',
      call: () =>
        sagemaker().send(
          new CreatePipelineCommand({
            PipelineName: 'churn-training',
            RoleArn: TRAINING_PIPELINE.RoleArn,
          }),
        ),
    },
    {
      what: 'a search for a type that there is not',
      call: () =>
        sagemaker().send(
          // The SDK's types allow no other, its runtime sends what it is given.
          new SearchCommand({ Resource: JSON.parse('"Bucket"') }),
        ),
    },
    {
      what: 'pages of 101 pipelines',
      call: () =>
        sagemaker().send(new ListPipelinesCommand({ MaxResults: 101 })),
    },
    {
      what: 'a page token of pipelines that it did not hand out',
      call: () =>
        sagemaker().send(new ListPipelinesCommand({ NextToken: 'none' })),
    },
  ])('refuses $what', async ({ call }) => {
    expect(await errorNameOf(call())).toBe(REFUSED);
  });

  it('refuses a page token of groups that it did not hand out', async () => {
    const call = sagemaker().send(
      new ListModelPackageGroupsCommand({ NextToken: 'none' }),
    );
    expect(await errorNameOf(call)).toBe(
      expectedOf(contract, DEVIATIONS.unknownToken),
    );
  });

  it('searches models', async () => {
    const call = sagemaker().send(new SearchCommand({ Resource: 'Model' }));
    expect(await errorNameOf(call)).toBe(
      expectedOf(contract, DEVIATIONS.searchOfModels),
    );
  });
});
