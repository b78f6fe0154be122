import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageGroupCommand,
  DeleteModelPackageGroupPolicyCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  GetModelPackageGroupPolicyCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListTagsCommand,
  PutModelPackageGroupPolicyCommand,
  ResourceType,
  SageMakerClient,
  SearchCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DEV,
  PROD,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../__testUtils__/localAws';

const GROUP = `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package-group/fraud`;
const VERSION = `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/fraud/1`;
const READ = [
  'sagemaker:DescribeModelPackageGroup',
  'sagemaker:DescribeModelPackage',
  'sagemaker:ListModelPackages',
];
const ALL = [GROUP, `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/*`];

describe('sharing a model group with another account', () => {
  let aws: TestAws;
  let owner: SageMakerClient;
  let other: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'empty' });
    owner = aws.client(SageMakerClient, TOOLING);
    other = aws.client(SageMakerClient, DEV);
    for (const ModelPackageGroupName of ['fraud', 'private']) {
      await owner.send(
        new CreateModelPackageGroupCommand({
          ModelPackageGroupName,
          Tags: [{ Key: 'team', Value: 'risk' }],
        }),
      );
      await owner.send(
        new CreateModelPackageCommand({ ModelPackageGroupName }),
      );
    }
  });
  afterEach(() => aws.close());

  interface Statement {
    Effect?: string;
    Principal?: unknown;
    Action?: unknown;
    Resource?: unknown;
  }

  function share(...statements: Statement[]) {
    return owner.send(
      new PutModelPackageGroupPolicyCommand({
        ModelPackageGroupName: 'fraud',
        ResourcePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: statements.map(statement => ({
            Effect: 'Allow',
            Principal: { AWS: DEV },
            Action: READ,
            Resource: ALL,
            ...statement,
          })),
        }),
      }),
    );
  }

  async function found(
    client: SageMakerClient,
    Resource: ResourceType,
    CrossAccountFilterOption?: 'SameAccount' | 'CrossAccount',
  ) {
    const { Results = [] } = await client.send(
      new SearchCommand({ Resource, CrossAccountFilterOption }),
    );
    return Results.map(
      ({ ModelPackageGroup, ModelPackage }) =>
        ModelPackageGroup?.ModelPackageGroupArn ??
        ModelPackage?.ModelPackageArn,
    );
  }

  it('lets Search find it across accounts, and only there', async () => {
    await share({});
    expect(await found(other, 'ModelPackageGroup', 'CrossAccount')).toEqual([
      GROUP,
    ]);
    expect(await found(other, 'ModelPackage', 'CrossAccount')).toEqual([
      VERSION,
    ]);
    expect(await found(other, 'Pipeline', 'CrossAccount')).toEqual([]);
    expect(await found(other, 'ModelPackageGroup')).toEqual([]);
    expect(await found(other, 'ModelPackageGroup', 'SameAccount')).toEqual([]);
    expect(await found(owner, 'ModelPackageGroup', 'CrossAccount')).toEqual([]);
    const elsewhere = [
      aws.client(SageMakerClient, PROD),
      aws.client(SageMakerClient, DEV, 'us-east-1'),
    ];
    for (const client of elsewhere) {
      expect(await found(client, 'ModelPackageGroup', 'CrossAccount')).toEqual(
        [],
      );
    }
  });

  it('lists it among the groups of other accounts', async () => {
    await share({});
    const { ModelPackageGroupSummaryList = [] } = await other.send(
      new ListModelPackageGroupsCommand({
        CrossAccountFilterOption: 'CrossAccount',
      }),
    );
    expect(
      ModelPackageGroupSummaryList.map(group => group.ModelPackageGroupArn),
    ).toEqual([GROUP]);
  });

  it.each<[string, Statement[], boolean]>([
    ['an account id', [{ Principal: { AWS: [PROD, DEV] } }], true],
    ['a root ARN', [{ Principal: { AWS: `arn:aws:iam::${DEV}:root` } }], true],
    ['everybody', [{ Principal: '*' }], true],
    ['another account', [{ Principal: { AWS: PROD } }], false],
    ['all actions', [{ Action: 'sagemaker:*' }], true],
    ['some actions', [{ Action: 'sagemaker:Describe*' }], true],
    ['other actions', [{ Action: 'sagemaker:ListModelPackages' }], false],
    ['other resources', [{ Resource: `${GROUP}-2` }], false],
    ['a denial as well', [{}, { Effect: 'Deny' }], false],
  ])('reads a policy for %s', async (_, statements, isShared) => {
    await share(...statements);
    expect(await found(other, 'ModelPackageGroup', 'CrossAccount')).toEqual(
      isShared ? [GROUP] : [],
    );
  });

  const calls: Record<string, (client: SageMakerClient) => Promise<object>> = {
    DescribeModelPackageGroup: client =>
      client.send(
        new DescribeModelPackageGroupCommand({ ModelPackageGroupName: GROUP }),
      ),
    DescribeModelPackage: client =>
      client.send(
        new DescribeModelPackageCommand({ ModelPackageName: VERSION }),
      ),
    ListModelPackages: client =>
      client.send(
        new ListModelPackagesCommand({ ModelPackageGroupName: GROUP }),
      ),
    ListTags: client =>
      client.send(new ListTagsCommand({ ResourceArn: GROUP })),
    UpdateModelPackage: client =>
      client.send(
        new UpdateModelPackageCommand({
          ModelPackageArn: VERSION,
          ModelApprovalStatus: 'Approved',
        }),
      ),
    CreateModelPackage: client =>
      client.send(
        new CreateModelPackageCommand({ ModelPackageGroupName: GROUP }),
      ),
  };

  it.each(Object.keys(calls))('allows %s by ARN, or denies it', async name => {
    const denied = { name: 'AccessDeniedException' };
    await expect(calls[name](other)).rejects.toMatchObject(denied);
    await share({ Action: `sagemaker:${name}` });
    await expect(calls[name](other)).resolves.toBeDefined();
    await owner.send(
      new DeleteModelPackageGroupPolicyCommand({
        ModelPackageGroupName: 'fraud',
      }),
    );
    await expect(calls[name](other)).rejects.toMatchObject(denied);
  });

  it("registers a version in the owner's account", async () => {
    await share({ Action: 'sagemaker:CreateModelPackage' });
    expect(await calls.CreateModelPackage(other)).toMatchObject({
      ModelPackageArn: VERSION.replace('/1', '/2'),
    });
    expect(await found(owner, 'ModelPackage')).toHaveLength(3);
  });

  it('gives the policy back as it was put, until the group is no more', async () => {
    const get = () =>
      owner.send(
        new GetModelPackageGroupPolicyCommand({
          ModelPackageGroupName: 'empty',
        }),
      );
    const create = () =>
      owner.send(
        new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'empty' }),
      );
    const absent = { name: 'ValidationException' };
    await expect(get()).rejects.toMatchObject(absent);
    await create();
    await expect(get()).rejects.toMatchObject(absent);
    const ResourcePolicy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sagemaker:*',
        Resource: '*',
      },
    });
    await owner.send(
      new PutModelPackageGroupPolicyCommand({
        ModelPackageGroupName: 'empty',
        ResourcePolicy,
      }),
    );
    expect(await get()).toMatchObject({ ResourcePolicy });
    await owner.send(
      new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'empty' }),
    );
    await create();
    await expect(get()).rejects.toMatchObject(absent);
  });

  it.each([
    ['no JSON', 'allow all'],
    ['no statements', '{}'],
    ['a statement without a principal', '{"Statement":[{"Effect":"Allow"}]}'],
    ['too long', JSON.stringify({ Statement: 'x'.repeat(20_480) })],
  ])('refuses a policy that is %s', async (_, ResourcePolicy) => {
    await expect(
      owner.send(
        new PutModelPackageGroupPolicyCommand({
          ModelPackageGroupName: 'fraud',
          ResourcePolicy,
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
