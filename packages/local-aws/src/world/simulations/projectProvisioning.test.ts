import {
  CloudFormationClient,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateModelPackageGroupCommand,
  CreateProjectCommand,
  CreateProjectCommandInput,
  DeleteProjectCommand,
  DescribePipelineCommand,
  DescribeProjectCommand,
  ListProjectsCommand,
  ListTagsCommand,
  SageMakerClient,
  UpdateProjectCommand,
  UpdateProjectCommandInput,
} from '@aws-sdk/client-sagemaker';
import {
  CodePipelineClient,
  GetPipelineStateCommand,
} from '@aws-sdk/client-codepipeline';
import { startLocalAws, TestAws, TOOLING } from '../../__testUtils__/localAws';

const FROM_PRODUCT = {
  ServiceCatalogProvisioningDetails: { ProductId: 'prod-mlopsrealtime' },
};
const FROM_S3 = {
  TemplateProviders: [
    {
      CfnTemplateProvider: {
        TemplateName: 'realtime-inference',
        TemplateURL:
          'https://mlops-project-templates.s3.eu-west-1.amazonaws.com/templates/realtime-inference.json',
      },
    },
  ],
};
const OWNER = { Key: 'mlops:owner', Value: 'group:default/credit-risk' };

describe('a SageMaker project', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws();
    client = aws.client(SageMakerClient, TOOLING);
  });
  afterEach(() => aws.close());

  const create = (input: Partial<CreateProjectCommandInput> = {}) =>
    client.send(
      new CreateProjectCommand({
        ProjectName: 'late-payments',
        Tags: [OWNER],
        ...FROM_PRODUCT,
        ...input,
      }),
    );
  const describeProject = (ProjectName = 'late-payments') =>
    client.send(new DescribeProjectCommand({ ProjectName }));
  const stackEvents = async (StackName: string) => {
    const { StackEvents = [] } = await aws
      .client(CloudFormationClient, TOOLING)
      .send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents;
  };

  it('is created from a product, with pipelines that build and deploy', async () => {
    const { ProjectArn, ProjectId } = await create();
    expect(ProjectArn).toBe(
      `arn:aws:sagemaker:eu-west-1:${TOOLING}:project/late-payments`,
    );
    expect(await describeProject()).toMatchObject({ ProjectStatus: 'Pending' });
    aws.advance(2);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'CreateInProgress',
      ProjectId,
    });
    aws.advance(5);
    const project = await describeProject();
    expect(project).toMatchObject({
      ProjectStatus: 'CreateCompleted',
      CreatedBy: { IamIdentity: { Arn: expect.any(String) } },
    });
    const { ProvisionedProductId } =
      project.ServiceCatalogProvisionedProductDetails!;
    const [latest] = await stackEvents(`SC-${TOOLING}-${ProvisionedProductId}`);
    expect(latest).toMatchObject({ ResourceStatus: 'CREATE_COMPLETE' });
    const { stageStates } = await aws
      .client(CodePipelineClient, TOOLING)
      .send(new GetPipelineStateCommand({ name: 'late-payments-deploy' }));
    expect(stageStates?.map(({ stageName }) => stageName)).toEqual([
      'Source',
      'DeployStaging',
      'TestStaging',
      'ApproveProd',
      'DeployProd',
    ]);

    // The first build brings the training pipeline to the dev account of the owner's set.
    const dev = aws.client(SageMakerClient, '210000000002');
    const pipeline = () =>
      dev.send(
        new DescribePipelineCommand({ PipelineName: 'late-payments-training' }),
      );
    await expect(pipeline()).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
    aws.advance(10);
    const { PipelineArn } = await pipeline();
    const { Tags } = await dev.send(
      new ListTagsCommand({ ResourceArn: PipelineArn }),
    );
    expect(Tags).toEqual(
      expect.arrayContaining([
        { Key: 'sagemaker:project-name', Value: 'late-payments' },
        { Key: 'sagemaker:project-id', Value: ProjectId },
        {
          Key: 'mlops:model-group',
          Value: `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package-group/late-payments-models`,
        },
      ]),
    );
  });

  it.each([
    ['the tag with its name', { Key: 'mlops:account-set', Value: 'marketing' }],
    [
      'the tag with its entity ref',
      { Key: 'mlops:account-set', Value: 'resource:default/marketing' },
    ],
  ])('goes to the account set that %s names', async (_, tag) => {
    await create({ Tags: [OWNER, tag] });
    aws.advance(30);
    await expect(
      aws.client(SageMakerClient, '220000000002').send(
        new DescribePipelineCommand({
          PipelineName: 'late-payments-training',
        }),
      ),
    ).resolves.toBeDefined();
  });

  it('is created from a template in S3', async () => {
    await create({ ...FROM_S3, ServiceCatalogProvisioningDetails: undefined });
    aws.advance(10);
    const { ProjectStatus, TemplateProviderDetails } = await describeProject();
    expect(ProjectStatus).toBe('CreateCompleted');
    const stack =
      TemplateProviderDetails?.[0].CfnTemplateProviderDetail?.StackDetail;
    expect(stack?.Name).toMatch(/^SP-/);
    expect(await stackEvents(stack!.Id!)).not.toHaveLength(0);
  });

  it.each([
    ['a product', FROM_PRODUCT],
    ['S3', { ...FROM_S3, ServiceCatalogProvisioningDetails: undefined }],
  ])('from %s fails with the reason of its stack', async (_, source) => {
    const reason = 'Resource limit of CodePipeline pipelines exceeded';
    await fetch(`${aws.url}/_local/world/fail-next-project`, {
      method: 'PUT',
      body: JSON.stringify({ reason }),
    });
    await create(source);
    aws.advance(20);
    const project = await describeProject();
    expect(project.ProjectStatus).toBe('CreateFailed');
    const stack =
      project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail
        ?.StackDetail;
    const product = project.ServiceCatalogProvisionedProductDetails;
    expect(
      product?.ProvisionedProductStatusMessage ?? stack?.StatusMessage,
    ).toBe(reason);
    const events = await stackEvents(
      stack?.Id ?? `SC-${TOOLING}-${product?.ProvisionedProductId}`,
    );
    expect(events[0].ResourceStatus).toBe('ROLLBACK_COMPLETE');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED'),
    ).toMatchObject({
      LogicalResourceId: 'DeployPipeline',
      ResourceStatusReason: reason,
    });

    // Deleted, the name is free again, and the next try succeeds.
    await client.send(
      new DeleteProjectCommand({ ProjectName: 'late-payments' }),
    );
    aws.advance(10);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'DeleteCompleted',
    });
    await create(source);
    aws.advance(20);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'CreateCompleted',
    });
  });

  it('fails when nothing says where it should go', async () => {
    await create({ Tags: [] });
    aws.advance(20);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'CreateFailed',
      ServiceCatalogProvisionedProductDetails: {
        ProvisionedProductStatusMessage:
          expect.stringContaining('mlops:account-set'),
      },
    });
  });

  it.each<[string, Partial<CreateProjectCommandInput>, string]>([
    ['a name over 32 characters', { ProjectName: 'x'.repeat(33) }, 'length'],
    ['a name with an underscore', { ProjectName: 'a_b' }, 'pattern'],
    [
      'a name that is taken',
      { ProjectName: 'fraud-detection' },
      'already exists',
    ],
    [
      'a product that is not there',
      { ServiceCatalogProvisioningDetails: { ProductId: 'prod-none' } },
      'does not exist',
    ],
    [
      'no template at all',
      { ServiceCatalogProvisioningDetails: undefined },
      'Exactly one',
    ],
    ['two templates', FROM_S3, 'Exactly one'],
    [
      'more than 50 tags',
      {
        Tags: Array.from({ length: 51 }, (_, index) => ({
          Key: `k${index}`,
          Value: '',
        })),
      },
      '50',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(create(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
    const { ProjectSummaryList } = await client.send(
      new ListProjectsCommand({ MaxResults: 100 }),
    );
    expect(
      ProjectSummaryList?.filter(
        ({ ProjectStatus }) => ProjectStatus !== 'CreateCompleted',
      ),
    ).toEqual([]);
  });

  it('is updated, and cannot be touched meanwhile', async () => {
    const update = new UpdateProjectCommand({
      ProjectName: 'fraud-detection',
      ProjectDescription: 'New words',
    });
    await client.send(update);
    await expect(client.send(update)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    aws.advance(5);
    expect(await describeProject('fraud-detection')).toMatchObject({
      ProjectStatus: 'UpdateCompleted',
      ProjectDescription: 'New words',
    });
  });

  const update = (input: Partial<UpdateProjectCommandInput>) =>
    client.send(
      new UpdateProjectCommand({ ProjectName: 'late-payments', ...input }),
    );

  const BATCH_URL =
    'https://mlops-project-templates.s3.eu-west-1.amazonaws.com/templates/batch-inference.json';

  it.each([
    [
      'a product',
      FROM_PRODUCT,
      { ServiceCatalogProvisioningUpdateDetails: {} },
      undefined,
    ],
    [
      'S3',
      FROM_S3,
      {
        TemplateProvidersToUpdate: [
          {
            CfnTemplateProvider: {
              TemplateName: 'realtime-inference',
              TemplateURL: BATCH_URL,
            },
          },
        ],
      },
      BATCH_URL,
    ],
  ])('from %s updates its stack', async (_, from, change, url) => {
    await create({ ServiceCatalogProvisioningDetails: undefined, ...from });
    aws.advance(20);
    await update(change);
    aws.advance(5);
    const project = await describeProject();
    expect(project.ProjectStatus).toBe('UpdateCompleted');
    const detail =
      project.TemplateProviderDetails?.[0].CfnTemplateProviderDetail;
    const provisioned =
      project.ServiceCatalogProvisionedProductDetails?.ProvisionedProductId;
    expect(detail?.TemplateURL).toBe(url);
    expect(
      await stackEvents(
        detail?.StackDetail?.Id ?? `SC-${TOOLING}-${provisioned}`,
      ),
    ).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'DeployPipeline',
        ResourceStatus: 'UPDATE_COMPLETE',
      }),
    );

    aws.world.switches.failNextProject = 'Quota reached';
    await update(change);
    aws.advance(5);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'UpdateFailed',
    });
  });

  it.each([
    [
      'a version that is not there',
      {
        ServiceCatalogProvisioningUpdateDetails: {
          ProvisioningArtifactId: 'pa-none',
        },
      },
      'pa-none does not exist',
    ],
    [
      'a template in S3',
      {
        TemplateProvidersToUpdate: [
          {
            CfnTemplateProvider: {
              TemplateName: 'x',
              TemplateURL: 'https://b.s3.eu-west-1.amazonaws.com/k',
            },
          },
        ],
      },
      'is not a template of project',
    ],
  ])('of a product is not updated to %s', async (_, change, message) => {
    await create();
    aws.advance(20);
    await expect(update(change)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'CreateCompleted',
    });
  });

  it('keeps the models when it is deleted', async () => {
    await create();
    await client.send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName: 'late-payments-models',
      }),
    );
    aws.advance(20);
    await client.send(
      new DeleteProjectCommand({ ProjectName: 'late-payments' }),
    );
    aws.advance(20);
    expect(await describeProject()).toMatchObject({
      ProjectStatus: 'DeleteCompleted',
    });
    aws.advance(400);
    await expect(describeProject()).rejects.toMatchObject({
      message: expect.stringContaining('does not exist'),
    });
    await expect(
      aws
        .client(CodePipelineClient, TOOLING)
        .send(new GetPipelineStateCommand({ name: 'late-payments-deploy' })),
    ).rejects.toMatchObject({ name: 'PipelineNotFoundException' });
    await expect(
      client.send(
        new CreateModelPackageGroupCommand({
          ModelPackageGroupName: 'late-payments-models',
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('exists') });
  });
});
