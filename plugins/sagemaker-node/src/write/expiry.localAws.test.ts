import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { SageMakerAws } from '../services';
import { portalAws, useEndpoint } from '../testing/environment';

// Each change is read again after about a second.
jest.setTimeout(30_000);

const DEV = { accountId: '210000000002', region: 'eu-west-1' };
const PLATFORM: LifecycleRule = {
  ID: 'platform',
  Status: 'Enabled',
  Filter: { And: { Prefix: 'tmp/', Tags: [{ Key: 'a', Value: 'b & <c>' }] } },
  Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
  Transitions: [{ Days: 30, StorageClass: 'GLACIER' }],
};

/** The rules of feature branches, through the unmodified AWS SDK. */
describe('expiry of folders with Local AWS', () => {
  let local: LocalAws;
  let aws: SageMakerAws;
  let restore: () => void;
  let count = 0;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, seed: 'empty' });
    restore = useEndpoint(local.url);
    aws = portalAws();
  });

  afterEach(() => local.faults.set([]));

  afterAll(async () => {
    restore();
    await local.close();
  });

  const put = (Bucket: string, Rules: LifecycleRule[]) =>
    aws.clients.s3(DEV).send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules },
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
      }),
    );

  async function bucketWith(rules: LifecycleRule[] = []) {
    const bucket = `expiry-${++count}`;
    await aws.clients.s3(DEV).send(new CreateBucketCommand({ Bucket: bucket }));
    if (rules.length) {
      await put(bucket, rules);
    }
    return bucket;
  }

  const rulesOf = (Bucket: string) =>
    aws.clients
      .s3(DEV)
      .send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

  const rule = (bucket: string, branch = 'a', days = 90) => ({
    bucket,
    prefix: `churn/branches/${branch}/`,
    id: `mlops-branch-churn-${branch}`,
    days,
  });

  it('writes a rule once, changes it and takes it away, and keeps the others', async () => {
    const bucket = await bucketWith([PLATFORM]);
    const { objects } = aws;
    const own = rule(bucket);
    expect(await objects.expiry(DEV, own)).toBeUndefined();
    expect(await objects.setExpiry(DEV, own)).toBe(true);
    expect(await objects.setExpiry(DEV, own)).toBe(false);
    expect(await objects.expiry(DEV, own)).toEqual({ days: 90 });
    await objects.setExpiry(DEV, rule(bucket, 'a', 30));
    expect(await rulesOf(bucket)).toMatchObject({
      Rules: [
        PLATFORM,
        expect.objectContaining({ ID: own.id, Expiration: { Days: 30 } }),
      ],
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
    await objects.removeExpiry(DEV, own);
    await objects.removeExpiry(DEV, own);
    expect((await rulesOf(bucket)).Rules).toEqual([PLATFORM]);
  });

  it('leaves a bucket without rules when the last one goes', async () => {
    const bucket = await bucketWith();
    await aws.objects.setExpiry(DEV, rule(bucket));
    await aws.objects.removeExpiry(DEV, rule(bucket));
    await expect(rulesOf(bucket)).rejects.toMatchObject({
      code: 'NoSuchLifecycleConfiguration',
    });
  });

  it('loses no rule of tasks that write at once, in one process and in two', async () => {
    const bucket = await bucketWith([PLATFORM]);
    const other = portalAws();
    const branches = ['a', 'b', 'c', 'd'];
    await Promise.all([
      ...branches.map(name => aws.objects.setExpiry(DEV, rule(bucket, name))),
      ...branches.map(name =>
        other.objects.setExpiry(DEV, rule(bucket, `other-${name}`)),
      ),
    ]);
    const { Rules = [] } = await rulesOf(bucket);
    expect(Rules[0]).toEqual(PLATFORM);
    expect(Rules.map(({ ID }) => ID).sort()).toEqual([
      ...branches.map(name => rule(bucket, name).id),
      ...branches.map(name => rule(bucket, `other-${name}`).id),
      'platform',
    ]);
  });

  it('notices that somebody has overwritten the rule', async () => {
    const bucket = await bucketWith([PLATFORM]);
    const setting = aws.objects.setExpiry(DEV, rule(bucket));
    while ((await rulesOf(bucket)).Rules!.length < 2) {
      // Until it is written, and before it is looked at again.
    }
    await put(bucket, [PLATFORM]);
    await setting;
    expect((await rulesOf(bucket)).Rules).toHaveLength(2);
  });

  it('says that a bucket has no room for another rule', async () => {
    const full = Array.from({ length: 1000 }, (_, index) => ({
      ...PLATFORM,
      ID: `rule-${index}`,
    }));
    const bucket = await bucketWith(full);
    await expect(
      aws.objects.setExpiry(DEV, rule(bucket)),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /has 1000 lifecycle rules, as many as S3 keeps.*close feature branches/,
      ),
    });
    expect((await rulesOf(bucket)).Rules).toHaveLength(1000);
  });

  it('finds no rule in a bucket that is gone', async () => {
    const gone = rule('not-there');
    expect(await aws.objects.expiry(DEV, gone)).toBeUndefined();
    await aws.objects.removeExpiry(DEV, gone);
    await expect(aws.objects.setExpiry(DEV, gone)).rejects.toMatchObject({
      name: 'NotFoundError',
      code: 'NoSuchBucket',
    });
  });

  it.each([
    'GetBucketLifecycleConfiguration',
    'PutBucketLifecycleConfiguration',
  ])('says which permission is missing for %s', async operation => {
    const bucket = await bucketWith();
    local.faults.set([
      { kind: 'accessDenied', service: 's3', operation, times: 1 },
    ]);
    await expect(aws.objects.setExpiry(DEV, rule(bucket))).rejects.toThrow(
      /s3:(Get|Put)LifecycleConfiguration/,
    );
  });
});
