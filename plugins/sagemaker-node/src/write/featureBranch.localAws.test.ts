import { CreateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import { SageMakerAws } from '../services';
import { portalAws, TOOLING, useEndpoint } from '../testing/environment';

const DEV = { accountId: '210000000002', region: 'eu-west-1' };
const MAIN = 'fraud-detection-training';

/** The writers that feature branches need, through the unmodified AWS SDK. */
describe('writers of feature branches with Local AWS', () => {
  const clock = new ManualClock();
  let local: LocalAws;
  let aws: SageMakerAws;
  let restore: () => void;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock });
    restore = useEndpoint(local.url);
    aws = portalAws();
  });

  afterAll(async () => {
    restore();
    await local.close();
  });

  it('copies a pipeline, stops its runs and deletes it, once and again', async () => {
    const { pipelines } = aws;
    const main = await pipelines.find(DEV, MAIN);
    const { arn } = await pipelines.create(DEV, {
      name: 'fraud-detection-a-training',
      description: 'Of a branch',
      definition: main!.definition,
      roleArn: main!.roleArn,
      tags: { 'mlops:branch': 'feature/a' },
    });
    expect(await pipelines.find(DEV, 'fraud-detection-a-training')).toEqual({
      arn,
      description: 'Of a branch',
      definition: main!.definition,
      roleArn: main!.roleArn,
      tags: { 'mlops:branch': 'feature/a' },
    });
    const run = await aws.runs.start(arn, { clientToken: 'x'.repeat(32) });
    const running = (isStopping: boolean) => [{ arn: run.arn, isStopping }];
    expect(await pipelines.running(arn)).toEqual(running(false));
    await expect(pipelines.remove(arn)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await pipelines.stop(run.arn);
    expect(await pipelines.running(arn)).toEqual(running(true));
    clock.advance(60_000);
    expect(await pipelines.running(arn)).toEqual([]);
    await expect(pipelines.stop(run.arn)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await pipelines.remove(arn);
    await pipelines.remove(arn);
    expect(
      await pipelines.find(DEV, 'fraud-detection-a-training'),
    ).toBeUndefined();
  });

  it('empties and deletes a model group, once and again', async () => {
    const { modelGroups } = aws;
    await modelGroups.create(TOOLING, { name: 'branch-models', tags: {} });
    expect(await modelGroups.policy(TOOLING, 'branch-models')).toBeUndefined();
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${DEV.accountId}:root` },
          Action: 'sagemaker:DescribeModelPackageGroup',
          Resource: `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}:model-package-group/branch-models`,
        },
      ],
    });
    await modelGroups.setPolicy(TOOLING, 'branch-models', policy);
    expect(await modelGroups.policy(TOOLING, 'branch-models')).toBe(policy);
    for (let count = 0; count < 120; count++) {
      await aws.clients.sagemaker(TOOLING).send(
        new CreateModelPackageCommand({
          ModelPackageGroupName: 'branch-models',
          ModelApprovalStatus: 'Rejected',
        }),
      );
    }
    const versions = await modelGroups.versions(TOOLING, 'branch-models');
    expect(versions).toHaveLength(120);
    expect(versions[0]).toEqual({
      arn: expect.stringMatching(/:model-package\/branch-models\/1$/),
      version: 1,
      approvalStatus: 'Rejected',
    });
    await expect(
      modelGroups.remove(TOOLING, 'branch-models'),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    for (const { arn } of [...versions, versions[0]]) {
      await modelGroups.removeVersion(arn);
    }
    await modelGroups.remove(TOOLING, 'branch-models');
    await modelGroups.remove(TOOLING, 'branch-models');
    expect(await modelGroups.find(TOOLING, 'branch-models')).toBeUndefined();
    expect(await modelGroups.versions(TOOLING, 'branch-models')).toEqual([]);
  });

  it('tells whether a branch is merged, and deletes it, once and again', async () => {
    const { repositories } = aws;
    const name = 'fraud-detection-build';
    const main = await repositories.head(TOOLING, name, 'main');
    await repositories.createBranch(TOOLING, name, 'feature/a', main!);
    const isMerged = () =>
      repositories.isMerged(TOOLING, name, 'feature/a', 'main');
    expect(await isMerged()).toBe(true);
    await repositories.commit(TOOLING, name, {
      branch: 'feature/a',
      message: 'Change it',
      author: { name: 'Ada', email: 'ada@example.com' },
      files: [
        { path: 'new.txt', content: Buffer.from('new'), executable: false },
      ],
    });
    expect(await isMerged()).toBe(false);
    await repositories.removeBranch(TOOLING, name, 'feature/a');
    await repositories.removeBranch(TOOLING, name, 'feature/a');
    expect(await repositories.head(TOOLING, name, 'feature/a')).toBeUndefined();
  });

  it('finds nothing in a bucket that does not exist', async () => {
    const folder = { bucket: 'no-such-bucket', prefix: 'a/' };
    expect(await aws.objects.summary(DEV, folder)).toEqual({
      objects: 0,
      bytes: 0,
    });
    expect(await aws.objects.removeAll(DEV, folder)).toBe(0);
  });
});
