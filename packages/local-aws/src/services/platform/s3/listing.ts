import { AwsError } from '../../../core/awsError';
import { bucketOf, S3Operation, sendXml } from './request';
import { Bucket } from './store';
import { toXml } from './xml';

const MAX_KEYS = 1000;

/** A key, or all keys that share a prefix up to the delimiter. */
interface Entry {
  name: string;
  isPrefix: boolean;
}

/** Keys of a bucket in S3's order, rolled up at the delimiter. */
export function entriesOf(
  keys: Iterable<string>,
  prefix: string,
  delimiter: string,
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const key of keys) {
    if (key.startsWith(prefix)) {
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      const isPrefix = end >= 0;
      const name = isPrefix ? key.slice(0, end + delimiter.length) : key;
      entries.set(name, { name, isPrefix });
    }
  }
  return [...entries.values()].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
}

/** A continuation token holds the last name of its page, so that it stands changes in between. */
function readToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (!name || Buffer.from(name).toString('base64url') !== token) {
    throw new AwsError(
      'InvalidArgument',
      'The continuation token provided is incorrect',
    );
  }
  return name;
}

function isAfter(name: string, start: string): boolean {
  return Buffer.compare(Buffer.from(name), Buffer.from(start)) > 0;
}

function contentOf(bucket: Bucket, key: string) {
  const object = bucket.objects.get(key)!;
  return {
    LastModified: object.lastModified.toISOString(),
    ETag: object.etag,
    Size: object.body.length,
    StorageClass: 'STANDARD',
  };
}

export const listObjectsV2: S3Operation = (request, response, context) => {
  const bucket = bucketOf(request, context);
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const maxKeys = Math.min(Number(query.get('max-keys') ?? MAX_KEYS), MAX_KEYS);
  const isUrl = query.get('encoding-type') === 'url';
  const encode = (text: string) => (isUrl ? encodeURIComponent(text) : text);

  const start = token ? readToken(token) : startAfter;
  const rest = entriesOf(bucket.objects.keys(), prefix, delimiter).filter(
    ({ name }) => isAfter(name, start),
  );
  const page = rest.slice(0, maxKeys);
  const isTruncated = rest.length > page.length && maxKeys > 0;
  sendXml(
    response,
    toXml('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter ? encode(delimiter) : undefined,
      EncodingType: isUrl ? 'url' : undefined,
      StartAfter: startAfter ? encode(startAfter) : undefined,
      MaxKeys: maxKeys,
      KeyCount: page.length,
      IsTruncated: isTruncated,
      ContinuationToken: token ?? undefined,
      NextContinuationToken: isTruncated
        ? Buffer.from(page.at(-1)!.name).toString('base64url')
        : undefined,
      Contents: page
        .filter(({ isPrefix }) => !isPrefix)
        .map(({ name }) => ({
          Key: encode(name),
          ...contentOf(bucket, name),
        })),
      CommonPrefixes: page
        .filter(({ isPrefix }) => isPrefix)
        .map(({ name }) => ({ Prefix: encode(name) })),
    }),
  );
};
