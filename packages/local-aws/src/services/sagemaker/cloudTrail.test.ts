import {
  AddTagsCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageGroupCommand,
  DeleteTagsCommand,
  DescribeModelPackageGroupCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  DEV,
  GOVERNANCE,
  startLocalAws,
  TestAws,
} from '../../__testUtils__/localAws';
import { receiveEvents } from '../../__testUtils__/portalEvents';

const DETAIL_TYPE = 'AWS API Call via CloudTrail';
const ARN = `arn:aws:sagemaker:eu-west-1:${DEV}:model-package-group/fraud`;

describe('CloudTrail', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'governance' });
    client = aws.client(SageMakerClient, DEV);
  });
  afterEach(() => aws.close());

  const createGroup = (by = client) =>
    by.send(
      new CreateModelPackageGroupCommand({
        ModelPackageGroupName: 'fraud',
        Tags: [{ Key: 'team', Value: 'risk' }],
      }),
    );
  const calls = async () =>
    (await receiveEvents(aws)).filter(
      event => event['detail-type'] === DETAIL_TYPE,
    );

  it('tells of a call with what was asked and answered', async () => {
    await createGroup();
    expect(await calls()).toMatchObject([
      {
        source: 'aws.sagemaker',
        account: DEV,
        region: 'eu-west-1',
        detail: {
          eventSource: 'sagemaker.amazonaws.com',
          eventName: 'CreateModelPackageGroup',
          awsRegion: 'eu-west-1',
          eventTime: '2026-03-02T09:00:00Z',
          requestParameters: {
            modelPackageGroupName: 'fraud',
            tags: [{ key: 'team', value: 'risk' }],
          },
          responseElements: { modelPackageGroupArn: ARN },
        },
      },
    ]);
  });

  it('tells of changes and removals, not of reading or failing', async () => {
    await createGroup();
    await expect(createGroup()).rejects.toThrow('already exists');
    await client.send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: 'fraud' }),
    );
    await client.send(
      new AddTagsCommand({
        ResourceArn: ARN,
        Tags: [{ Key: 'mlops:owner', Value: 'team' }],
      }),
    );
    await client.send(
      new DeleteTagsCommand({ ResourceArn: ARN, TagKeys: ['mlops:owner'] }),
    );
    await client.send(
      new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'fraud' }),
    );
    const [, added, removed, deleted, ...others] = (await calls()).map(
      ({ detail }) => detail,
    );
    expect(added).toMatchObject({
      eventName: 'AddTags',
      requestParameters: { resourceArn: ARN },
    });
    expect(removed).toMatchObject({
      eventName: 'DeleteTags',
      requestParameters: { resourceArn: ARN, tagKeys: ['mlops:owner'] },
      responseElements: null,
    });
    expect(deleted).toMatchObject({
      eventName: 'DeleteModelPackageGroup',
      requestParameters: { modelPackageGroupName: 'fraud' },
    });
    expect(others).toEqual([]);
  });

  it('names the role that was assumed', async () => {
    const { Credentials } = await aws.client(STSClient, GOVERNANCE).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${DEV}:role/mlops-portal`,
        RoleSessionName: 'backstage',
      }),
    );
    await createGroup(
      new SageMakerClient({
        endpoint: aws.url,
        region: 'eu-west-1',
        credentials: {
          accessKeyId: Credentials!.AccessKeyId!,
          secretAccessKey: Credentials!.SecretAccessKey!,
        },
      }),
    );
    await createGroup(aws.client(SageMakerClient, DEV, 'us-east-1'));
    const [assumed, user] = (await calls()).map(
      ({ detail }) => detail.userIdentity,
    );
    expect(assumed).toMatchObject({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA\w+:backstage$/),
      arn: `arn:aws:sts::${DEV}:assumed-role/mlops-portal/backstage`,
      accountId: DEV,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::${DEV}:role/mlops-portal`,
          userName: 'mlops-portal',
        },
      },
    });
    expect(user).toMatchObject({ type: 'IAMUser', accountId: DEV });
  });
});
