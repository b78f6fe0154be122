import { StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const ARN = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}:project/churn`;
const PROJECT = {
  ProjectArn: ARN,
  ProjectName: 'churn',
  ProjectId: 'p-1',
  ProjectStatus: 'CreateFailed',
  CreationTime: 1767261600,
};

describe('project writer', () => {
  const t = stubbedAws();

  const create = (templateId: string) =>
    t.aws.projects.create(TOOLING, {
      name: 'churn',
      templateId,
      ...(templateId.startsWith('s3:')
        ? {}
        : { artifactId: 'pa-1', pathId: 'lpv3-a' }),
      parameters: { Stage: 'prod' },
      tags: { 'mlops:owner': 'risk' },
    });

  const request = () =>
    t.calls().find(call => call.operation === 'CreateProject')?.input;

  it('launches a product in the version and on the path that were chosen', async () => {
    t.answers.CreateProject = () => ({ ProjectArn: ARN, ProjectId: 'p-1' });
    await expect(create('servicecatalog:prod-1')).resolves.toMatchObject({
      arn: ARN,
      projectId: 'p-1',
      name: 'churn',
      status: 'Pending',
    });
    expect(request()).toEqual({
      ProjectName: 'churn',
      Tags: [{ Key: 'mlops:owner', Value: 'risk' }],
      ServiceCatalogProvisioningDetails: {
        ProductId: 'prod-1',
        ProvisioningArtifactId: 'pa-1',
        PathId: 'lpv3-a',
        ProvisioningParameters: [{ Key: 'Stage', Value: 'prod' }],
      },
    });
  });

  it('launches a template in S3', async () => {
    t.answers.CreateProject = () => ({ ProjectArn: ARN, ProjectId: 'p-1' });
    await create('s3:templates/a/real_time.yaml');
    expect(request()).toMatchObject({
      TemplateProviders: [
        {
          CfnTemplateProvider: {
            TemplateName: 'real-time',
            TemplateURL:
              'https://templates.s3.eu-west-1.amazonaws.com/a/real_time.yaml',
            Parameters: [{ Key: 'Stage', Value: 'prod' }],
          },
        },
      ],
    });
  });

  it('refuses an unknown kind of template before it calls AWS', async () => {
    await expect(create('git:x')).rejects.toMatchObject({ name: 'InputError' });
    expect(t.calls()).toEqual([]);
  });

  it.each([
    [
      'Service Catalog',
      {
        ServiceCatalogProvisioningDetails: {
          ProductId: 'prod-1',
          ProvisioningArtifactId: 'pa-1',
          PathId: 'lpv3-a',
          ProvisioningParameters: [{ Key: 'Stage', Value: 'prod' }],
        },
        ServiceCatalogProvisionedProductDetails: {
          ProvisionedProductId: 'pp-1',
          ProvisionedProductStatusMessage: 'No quota',
        },
      },
      {
        stackId: `SC-${TOOLING.accountId}-pp-1`,
        provisionedProductId: 'pp-1',
        launch: {
          templateId: 'servicecatalog:prod-1',
          artifactId: 'pa-1',
          pathId: 'lpv3-a',
          parameters: { Stage: 'prod' },
        },
      },
    ],
    [
      'S3',
      {
        TemplateProviderDetails: [
          {
            CfnTemplateProviderDetail: {
              TemplateName: 'x',
              TemplateURL:
                'https://templates.s3.eu-west-1.amazonaws.com/a/real%20time.yaml',
              StackDetail: { Id: 'arn:stack', StatusMessage: 'No quota' },
            },
          },
        ],
      },
      {
        stackId: 'arn:stack',
        provisionedProductId: undefined,
        launch: {
          templateId: 's3:templates/a/real time.yaml',
          templateName: 'x',
          parameters: {},
        },
      },
    ],
  ])(
    'finds a project of %s with reason, stack and tags',
    async (_, details, expected) => {
      t.answers.DescribeProject = () => ({ ...PROJECT, ...details });
      t.answers.ListTags = () => ({ Tags: [{ Key: 'a', Value: 'b' }] });
      await expect(t.aws.projects.find(TOOLING, 'churn')).resolves.toEqual({
        arn: ARN,
        projectId: 'p-1',
        name: 'churn',
        status: 'CreateFailed',
        reason: 'No quota',
        tags: { a: 'b' },
        ...expected,
      });
    },
  );

  it('finds nothing that does not exist or is deleted', async () => {
    t.answers.DescribeProject = () => ({
      ...PROJECT,
      ProjectStatus: 'DeleteCompleted',
    });
    await expect(
      t.aws.projects.find(TOOLING, 'churn'),
    ).resolves.toBeUndefined();
    t.answers.DescribeProject = () => {
      throw new StubError('ValidationException', 'Project does not exist');
    };
    await expect(
      t.aws.projects.find(TOOLING, 'churn'),
    ).resolves.toBeUndefined();
  });

  it.each([
    [
      'another version of its product',
      { templateId: 'servicecatalog:prod-1', artifactId: 'pa-2' },
      {
        ServiceCatalogProvisioningUpdateDetails: {
          ProvisioningArtifactId: 'pa-2',
          ProvisioningParameters: [{ Key: 'Stage', Value: 'prod' }],
        },
      },
    ],
    [
      'another template in place of the one it has',
      { templateId: 's3:templates/b.yaml', templateName: 'real-time' },
      {
        TemplateProvidersToUpdate: [
          {
            CfnTemplateProvider: {
              TemplateName: 'real-time',
              TemplateURL:
                'https://templates.s3.eu-west-1.amazonaws.com/b.yaml',
              Parameters: [{ Key: 'Stage', Value: 'prod' }],
            },
          },
        ],
      },
    ],
  ])('updates a project to %s', async (_, change, input) => {
    await t.aws.projects.update(TOOLING, {
      name: 'churn',
      parameters: { Stage: 'prod' },
      ...change,
    });
    expect(t.calls()).toEqual([
      { operation: 'UpdateProject', input: { ProjectName: 'churn', ...input } },
    ]);
    t.answers.UpdateProject = () => {
      throw new StubError('ConflictException', 'busy');
    };
    await expect(
      t.aws.projects.update(TOOLING, {
        name: 'churn',
        parameters: {},
        ...change,
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('removes a project, or what is not there', async () => {
    await t.aws.projects.remove(TOOLING, 'churn');
    expect(t.calls()).toEqual([
      { operation: 'DeleteProject', input: { ProjectName: 'churn' } },
    ]);
    t.answers.DeleteProject = () => {
      throw new StubError('ValidationException', 'Project does not exist');
    };
    await t.aws.projects.remove(TOOLING, 'churn');
    t.answers.DeleteProject = () => {
      throw new StubError('ConflictException', 'busy');
    };
    await expect(t.aws.projects.remove(TOOLING, 'churn')).rejects.toMatchObject(
      { name: 'ConflictError' },
    );
  });
});
