import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  LifecycleRule,
  ListObjectsV2Command,
  ListObjectsV2CommandInput,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

describeContract('S3', contract => {
  const s3 = () => contract.account().client(S3Client);
  // Names of buckets are unique over all accounts.
  const bucket = () => `contract-${contract.account().accountId}`;

  const put = (Key: string, options: { Tagging?: string } = {}) =>
    s3().send(
      new PutObjectCommand({
        Bucket: bucket(),
        Key,
        Body: `content of ${Key}`,
        ContentType: 'text/plain',
        Metadata: { purpose: 'contract' },
        ...options,
      }),
    );
  const list = async (input: Partial<ListObjectsV2CommandInput>) => {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket(), ...input }),
    );
    return {
      keys: (page.Contents ?? []).map(object => object.Key),
      prefixes: (page.CommonPrefixes ?? []).map(prefix => prefix.Prefix),
      count: page.KeyCount,
      isTruncated: page.IsTruncated,
      token: page.NextContinuationToken,
    };
  };

  beforeEach(() =>
    s3().send(
      new CreateBucketCommand({
        Bucket: bucket(),
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    ),
  );

  it('gives back what was put', async () => {
    const { ETag } = await put('templates/real-time.yaml');
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
    const { Body, ...object } = await s3().send(
      new GetObjectCommand({
        Bucket: bucket(),
        Key: 'templates/real-time.yaml',
      }),
    );
    expect(await Body?.transformToString()).toBe(
      'content of templates/real-time.yaml',
    );
    expect(object).toMatchObject({
      ETag,
      ContentLength: 35,
      ContentType: 'text/plain',
      Metadata: { purpose: 'contract' },
      LastModified: expect.any(Date),
    });
  });

  it('tells about an object without its content', async () => {
    const { ETag } = await put('a b/ü+c.txt');
    const head = await s3().send(
      new HeadObjectCommand({ Bucket: bucket(), Key: 'a b/ü+c.txt' }),
    );
    expect(head).toMatchObject({
      ETag,
      ContentType: 'text/plain',
      Metadata: { purpose: 'contract' },
    });
  });

  it('lists objects in order, page by page', async () => {
    for (const key of ['c', 'a', 'b', 'B']) {
      await put(key);
    }
    const first = await list({ MaxKeys: 3 });
    expect(first).toEqual({
      keys: ['B', 'a', 'b'],
      prefixes: [],
      count: 3,
      isTruncated: true,
      token: expect.any(String),
    });
    const second = await list({ MaxKeys: 3, ContinuationToken: first.token });
    expect(second).toMatchObject({ keys: ['c'], isTruncated: false });
    expect(second.token).toBeUndefined();
  });

  it.each([
    {
      input: { Prefix: 'templates/' },
      keys: ['templates/a.yaml', 'templates/old/b.yaml'],
      prefixes: [],
    },
    { input: { Delimiter: '/' }, keys: ['readme'], prefixes: ['templates/'] },
    {
      input: { Prefix: 'templates/', Delimiter: '/' },
      keys: ['templates/a.yaml'],
      prefixes: ['templates/old/'],
    },
    {
      input: { StartAfter: 'templates/a.yaml' },
      keys: ['templates/old/b.yaml'],
      prefixes: [],
    },
    { input: { Prefix: 'none/' }, keys: [], prefixes: [] },
  ])('lists with $input', async ({ input, keys, prefixes }) => {
    for (const key of ['templates/a.yaml', 'templates/old/b.yaml', 'readme']) {
      await put(key);
    }
    expect(await list(input)).toMatchObject({
      keys,
      prefixes,
      count: keys.length + prefixes.length,
      isTruncated: false,
    });
  });

  it('keeps the tags of an object', async () => {
    const Key = 'templates/real-time.yaml';
    const tagsOf = async () => {
      const { TagSet } = await s3().send(
        new GetObjectTaggingCommand({ Bucket: bucket(), Key }),
      );
      return TagSet;
    };
    await put(Key, { Tagging: 'sagemaker%3Astudio-visibility=true' });
    expect(await tagsOf()).toEqual([
      { Key: 'sagemaker:studio-visibility', Value: 'true' },
    ]);
    const TagSet = [{ Key: 'owner', Value: 'group:default/platform' }];
    await s3().send(
      new PutObjectTaggingCommand({
        Bucket: bucket(),
        Key,
        Tagging: { TagSet },
      }),
    );
    expect(await tagsOf()).toEqual(TagSet);
    await put(Key);
    expect(await tagsOf()).toEqual([]);
  });

  it('deletes an object, also one that is not there', async () => {
    await put('a');
    const remove = () =>
      s3().send(new DeleteObjectCommand({ Bucket: bucket(), Key: 'a' }));
    await remove();
    await remove();
    expect(await list({})).toMatchObject({ keys: [], count: 0 });
  });

  const rule = (ID: string, days = 90): LifecycleRule => ({
    ID,
    Filter: { Prefix: `${ID}/` },
    Status: 'Enabled',
    Expiration: { Days: days },
    NoncurrentVersionExpiration: { NoncurrentDays: days },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  });
  const putRules = (rules: LifecycleRule[]) =>
    s3().send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket(),
        LifecycleConfiguration: { Rules: rules },
      }),
    );
  const getRules = async () => {
    const { Rules } = await s3().send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: bucket() }),
    );
    return Rules;
  };

  it('replaces all lifecycle rules of a bucket at once, and forgets them', async () => {
    const forget = () =>
      s3().send(new DeleteBucketLifecycleCommand({ Bucket: bucket() }));
    expect(await errorNameOf(getRules())).toBe('NoSuchLifecycleConfiguration');
    await forget();
    await putRules([rule('a'), rule('b')]);
    expect(await getRules()).toEqual([rule('a'), rule('b')]);
    await putRules([rule('b', 30)]);
    expect(await getRules()).toEqual([rule('b', 30)]);
    await forget();
    expect(await errorNameOf(getRules())).toBe('NoSuchLifecycleConfiguration');
  });

  const noKey = () => ({ Bucket: bucket(), Key: 'none' });
  const noBucket = () => ({ Bucket: `${bucket()}-none`, Key: 'none' });
  it.each([
    {
      what: 'GetObject of no key',
      call: () => s3().send(new GetObjectCommand(noKey())),
      error: 'NoSuchKey',
    },
    {
      // The answer to HEAD has no body that could say more.
      what: 'HeadObject of no key',
      call: () => s3().send(new HeadObjectCommand(noKey())),
      error: 'NotFound',
    },
    {
      what: 'GetObjectTagging of no key',
      call: () => s3().send(new GetObjectTaggingCommand(noKey())),
      error: 'NoSuchKey',
    },
    {
      what: 'GetObject of no bucket',
      call: () => s3().send(new GetObjectCommand(noBucket())),
      error: 'NoSuchBucket',
    },
    {
      what: 'PutObject into no bucket',
      call: () => s3().send(new PutObjectCommand({ ...noBucket(), Body: 'x' })),
      error: 'NoSuchBucket',
    },
    {
      what: 'lifecycle rules of no bucket',
      call: () =>
        s3().send(
          new GetBucketLifecycleConfigurationCommand({
            Bucket: noBucket().Bucket,
          }),
        ),
      error: 'NoSuchBucket',
    },
    {
      what: 'ListObjectsV2 of no bucket',
      call: () => s3().send(new ListObjectsV2Command(noBucket())),
      error: 'NoSuchBucket',
    },
    {
      what: 'a bucket of a name that is taken',
      call: () =>
        s3().send(
          new CreateBucketCommand({
            Bucket: bucket(),
            CreateBucketConfiguration: { LocationConstraint: REGION },
          }),
        ),
      error: 'BucketAlreadyOwnedByYou',
    },
  ])('refuses $what', async ({ call, error }) => {
    expect(await errorNameOf(call())).toBe(error);
  });
});
