import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import {
  clientConfig,
  GOVERNANCE,
  TOOLING,
  useLocalAws,
} from '../__testUtils__/localAws';
import { createBucket, putObject } from './store';

const aws = useLocalAws();
const client = (target = TOOLING) =>
  new S3Client({
    ...clientConfig(aws(), target),
    requestStreamBufferSize: 65536,
  });

async function bucket(name: string) {
  await client().send(new CreateBucketCommand({ Bucket: name }));
  return name;
}

describe('S3', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

  it.each([
    ['a buffer', () => bytes],
    ['a stream with a checksum trailer', () => Readable.from([bytes])],
  ])('keeps %s with the default checksums', async (_, body) => {
    const Bucket = await bucket(`body-${Math.random().toString(36).slice(2)}`);
    const Key = 'räum/模型 +%&?=.bin';
    const put = await client().send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: body(),
        ContentLength: bytes.length,
        ContentType: 'application/x-model',
        Metadata: { commit: 'abc' },
        Tagging: 'team=credit%20risk',
      }),
    );
    const got = await client().send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from(await got.Body!.transformToByteArray())).toEqual(bytes);
    expect(got).toMatchObject({
      ETag: put.ETag,
      ContentType: 'application/x-model',
      Metadata: { commit: 'abc' },
      TagCount: 1,
    });
    const listed = await client().send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents).toMatchObject([{ Key, Size: 256 }]);
  });

  it('answers ranges', async () => {
    const { body } = putObject(
      aws().world,
      createBucket(aws().world, TOOLING, 'ranges'),
      'x',
      '0123456789',
    );
    const read = async (Range: string) => {
      const { Body, ContentRange } = await client().send(
        new GetObjectCommand({ Bucket: 'ranges', Key: 'x', Range }),
      );
      return [await Body!.transformToString(), ContentRange];
    };
    expect(body.length).toBe(10);
    expect(await read('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
    expect(await read('bytes=8-')).toEqual(['89', 'bytes 8-9/10']);
    expect(await read('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
    await expect(read('bytes=20-30')).rejects.toMatchObject({
      name: 'InvalidRange',
    });
  });

  it('lists by prefix and delimiter, page after page', async () => {
    const created = createBucket(aws().world, TOOLING, 'pages');
    for (const key of ['a/1', 'a/2', 'a/b/3', 'a/c/4', 'a/c/5', 'b']) {
      putObject(aws().world, created, key, key);
    }
    const names: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client().send(
        new ListObjectsV2Command({
          Bucket: 'pages',
          Prefix: 'a/',
          Delimiter: '/',
          MaxKeys: 3,
          ContinuationToken,
        }),
      );
      names.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(3);
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(Boolean(ContinuationToken));
    } while (ContinuationToken);
    expect(names).toEqual(['a/1', 'a/2', 'a/b/', 'a/c/']);
  });

  it('answers an empty listing', async () => {
    const Bucket = await bucket('nothing-in-it');
    const page = await client().send(new ListObjectsV2Command({ Bucket }));
    expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(page.Contents).toBeUndefined();
  });

  it('keeps tags', async () => {
    const Bucket = await bucket('tagged');
    const Key = 'template.yaml';
    await client().send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const tags = () =>
      client().send(new GetObjectTaggingCommand({ Bucket, Key }));
    expect((await tags()).TagSet).toEqual([]);
    const TagSet = [{ Key: 'sagemaker:studio-visibility', Value: 'true' }];
    await client().send(
      new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }),
    );
    expect((await tags()).TagSet).toEqual(TagSet);
  });

  it('deletes', async () => {
    const Bucket = await bucket('deleted');
    await client().send(new PutObjectCommand({ Bucket, Key: 'x', Body: '1' }));
    await client().send(new DeleteObjectCommand({ Bucket, Key: 'x' }));
    await client().send(new DeleteObjectCommand({ Bucket, Key: 'x' }));
    await expect(
      client().send(new HeadObjectCommand({ Bucket, Key: 'x' })),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('deletes up to 1,000 keys at once, whether they are there or not', async () => {
    const Bucket = await bucket('deleted-at-once');
    for (const Key of ['a & <b>', 'c', 'kept']) {
      await client().send(new PutObjectCommand({ Bucket, Key, Body: '1' }));
    }
    const remove = (keys: string[], Quiet?: boolean) =>
      client().send(
        new DeleteObjectsCommand({
          Bucket,
          Delete: { Objects: keys.map(Key => ({ Key })), Quiet },
        }),
      );
    const loud = await remove(['a & <b>', 'none']);
    expect(loud.Deleted).toEqual([{ Key: 'a & <b>' }, { Key: 'none' }]);
    expect((await remove(['c'], true)).Deleted).toBeUndefined();
    const page = await client().send(new ListObjectsV2Command({ Bucket }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['kept']);
    await expect(
      remove(Array.from({ length: 1001 }, (_, index) => `${index}`)),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('keeps accounts apart unless a bucket is shared', async () => {
    createBucket(aws().world, TOOLING, 'own');
    putObject(
      aws().world,
      createBucket(aws().world, TOOLING, 'everyones', { shared: true }),
      'x',
      'shared',
    );
    const other = client(GOVERNANCE);
    const { Buckets } = await other.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([]);
    await expect(
      other.send(new ListObjectsV2Command({ Bucket: 'own' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      other.send(new CreateBucketCommand({ Bucket: 'own' })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    const { Body } = await other.send(
      new GetObjectCommand({ Bucket: 'everyones', Key: 'x' }),
    );
    expect(await Body!.transformToString()).toBe('shared');
  });

  it('names its errors as S3 does', async () => {
    await bucket('errors');
    const get = (Bucket: string) =>
      client().send(new GetObjectCommand({ Bucket, Key: 'none' }));
    await expect(get('errors')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('no-bucket')).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      client().send(new HeadBucketCommand({ Bucket: 'no-bucket' })),
    ).rejects.toMatchObject({ name: 'NotFound' });
    aws().faults.set([{ service: 's3', kind: 'throttle', times: 1 }]);
    await expect(get('errors')).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });
});
