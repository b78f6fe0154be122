import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeModelPackageCommand,
  SageMakerClient,
  UpdateModelPackageCommand,
  UpdateModelPackageCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startLocalAws, TestAws, TOOLING } from '../../__testUtils__/localAws';

describe('the model registry', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'empty' });
    client = aws.client(SageMakerClient, TOOLING);
    await client.send(
      new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'models' }),
    );
  });
  afterEach(() => aws.close());

  async function register() {
    const { ModelPackageArn } = await client.send(
      new CreateModelPackageCommand({ ModelPackageGroupName: 'models' }),
    );
    return ModelPackageArn!;
  }
  const describeVersion = (ModelPackageName: string) =>
    client.send(new DescribeModelPackageCommand({ ModelPackageName }));

  it('deletes a group only when it is empty', async () => {
    const arn = await register();
    const deletion = new DeleteModelPackageGroupCommand({
      ModelPackageGroupName: 'models',
    });
    await expect(client.send(deletion)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await client.send(new DeleteModelPackageCommand({ ModelPackageName: arn }));
    await client.send(deletion);
    await expect(register()).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('changes no more than it is told', async () => {
    const arn = await register();
    aws.advance(60);
    await client.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: arn,
        ModelLifeCycle: { Stage: 'QA', StageStatus: 'InProgress' },
        CustomerMetadataProperties: { ticket: '7', team: 'risk' },
      }),
    );
    await client.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: arn,
        CustomerMetadataPropertiesToRemove: ['ticket'],
      }),
    );
    const version = await describeVersion(arn);
    expect(version).toMatchObject({
      ModelApprovalStatus: 'PendingManualApproval',
      ModelLifeCycle: { Stage: 'QA', StageStatus: 'InProgress' },
      LastModifiedTime: aws.clock.now(),
    });
    expect(version.CustomerMetadataProperties).toEqual({ team: 'risk' });
  });

  it.each<[string, Partial<UpdateModelPackageCommandInput>]>([
    [
      'a description over 1024 characters',
      { ApprovalDescription: 'x'.repeat(1025) },
    ],
    [
      'more than 50 properties',
      {
        CustomerMetadataProperties: Object.fromEntries(
          Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']),
        ),
      },
    ],
  ])('refuses %s', async (_, input) => {
    const ModelPackageArn = await register();
    await expect(
      client.send(new UpdateModelPackageCommand({ ModelPackageArn, ...input })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await describeVersion(ModelPackageArn)).ApprovalDescription).toBe(
      undefined,
    );
  });
});
