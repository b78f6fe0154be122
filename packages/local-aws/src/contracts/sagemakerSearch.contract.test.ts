import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  SageMakerClient,
  SearchCommand,
  SearchCommandInput,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';
import { TRAINING_PIPELINE } from './__testUtils__/trainingPipeline';

const DEVIATIONS = {
  namesOfAPage: deviation(
    ['fraud-models'],
    ['churn-models', 'fraud-models'],
    'moto neither sorts nor pages a search',
  ),
  sortedNames: deviation(
    ['fraud-models', 'churn-models'],
    ['churn-models', 'fraud-models'],
    'moto does not sort a search',
  ),
};

const TAGS = [
  { Key: 'mlops:owner', Value: 'group:default/credit-risk' },
  { Key: 'sagemaker:project-name', Value: 'churn' },
];

describeContract('SageMaker Search', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);
  const arnOf = (resource: string) =>
    `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;

  const search = async (input: SearchCommandInput) =>
    (await sagemaker().send(new SearchCommand(input))).Results ?? [];
  const searchGroupNames = async (
    input: Omit<SearchCommandInput, 'Resource'>,
  ) => {
    const results = await search({ Resource: 'ModelPackageGroup', ...input });
    return results.map(
      ({ ModelPackageGroup }) => ModelPackageGroup?.ModelPackageGroupName,
    );
  };

  beforeEach(async () => {
    await sagemaker().send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName: 'churn-models',
        ModelPackageGroupDescription: 'Who leaves',
        Tags: TAGS,
      }),
    );
    await sagemaker().send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName: 'fraud-models',
        Tags: [],
      }),
    );
  });

  it('answers whole records with their tags', async () => {
    const results = await search({
      Resource: 'ModelPackageGroup',
      SearchExpression: {
        Filters: [
          {
            Name: 'ModelPackageGroupName',
            Operator: 'Equals',
            Value: 'churn-models',
          },
        ],
      },
    });
    expect(results).toEqual([
      {
        ModelPackageGroup: expect.objectContaining({
          ModelPackageGroupArn: arnOf('model-package-group/churn-models'),
          ModelPackageGroupName: 'churn-models',
          ModelPackageGroupDescription: 'Who leaves',
          ModelPackageGroupStatus: 'Completed',
          CreationTime: expect.any(Date),
          Tags: TAGS,
        }),
      },
    ]);
  });

  it.each([
    {
      Name: 'Tags.sagemaker:project-name',
      Operator: 'Equals',
      Value: 'churn',
      names: ['churn-models'],
    },
    {
      Name: 'Tags.sagemaker:project-name',
      Operator: 'Equals',
      Value: 'fraud',
      names: [],
    },
    {
      Name: 'ModelPackageGroupName',
      Operator: 'Contains',
      Value: 'fraud',
      names: ['fraud-models'],
    },
    {
      Name: 'ModelPackageGroupName',
      Operator: 'NotEquals',
      Value: 'fraud-models',
      names: ['churn-models'],
    },
  ] as const)(
    'filters by $Name $Operator $Value',
    async ({ names, ...filter }) => {
      expect(
        await searchGroupNames({ SearchExpression: { Filters: [filter] } }),
      ).toEqual(names);
    },
  );

  it('answers the latest first', async () => {
    expect(await searchGroupNames({})).toEqual(
      expectedOf(contract, DEVIATIONS.sortedNames),
    );
  });

  it('answers no more than a page', async () => {
    expect(await searchGroupNames({ MaxResults: 1 })).toEqual(
      expectedOf(contract, DEVIATIONS.namesOfAPage),
    );
  });

  it('finds versions by approval status', async () => {
    for (const ModelApprovalStatus of ['Approved', 'Rejected'] as const) {
      const { ModelPackageArn } = await sagemaker().send(
        new CreateModelPackageCommand({
          ModelPackageGroupName: 'churn-models',
          ModelApprovalStatus: 'PendingManualApproval',
        }),
      );
      await sagemaker().send(
        new UpdateModelPackageCommand({ ModelPackageArn, ModelApprovalStatus }),
      );
    }
    const results = await search({
      Resource: 'ModelPackage',
      SearchExpression: {
        Filters: [
          {
            Name: 'ModelPackageGroupName',
            Operator: 'Equals',
            Value: 'churn-models',
          },
          {
            Name: 'ModelApprovalStatus',
            Operator: 'Equals',
            Value: 'Rejected',
          },
        ],
      },
    });
    expect(
      results.map(({ ModelPackage }) => ModelPackage?.ModelPackageArn),
    ).toEqual([arnOf('model-package/churn-models/2')]);
  });

  it('finds pipelines by tag', async () => {
    for (const name of ['churn-training', 'fraud-training']) {
      await sagemaker().send(
        new CreatePipelineCommand({
          ...TRAINING_PIPELINE,
          PipelineName: name,
          Tags: [{ Key: 'mlops:model-group', Value: name }],
        }),
      );
    }
    const [{ Pipeline }, ...others] = await search({
      Resource: 'Pipeline',
      SearchExpression: {
        Filters: [
          {
            Name: 'Tags.mlops:model-group',
            Operator: 'Equals',
            Value: 'fraud-training',
          },
        ],
      },
    });
    expect(others).toEqual([]);
    expect(Pipeline).toMatchObject({
      PipelineArn: arnOf('pipeline/fraud-training'),
      PipelineName: 'fraud-training',
      PipelineStatus: 'Active',
      Tags: [{ Key: 'mlops:model-group', Value: 'fraud-training' }],
    });
  });

  it('finds nothing in an account without any', async () => {
    expect(await search({ Resource: 'Endpoint' })).toEqual([]);
    expect(await search({ Resource: 'Project' })).toEqual([]);
  });

  it.each([
    { what: 'a property', input: { Name: 'Colour', Value: 'red' } },
    { what: 'a nested property', input: { Name: 'Size.Width', Value: '1' } },
  ])('refuses $what that it does not know', async ({ input }) => {
    const call = search({
      Resource: 'ModelPackageGroup',
      SearchExpression: { Filters: [{ ...input, Operator: 'Equals' }] },
    });
    expect(await errorNameOf(call)).toBe('ValidationException');
  });
});
