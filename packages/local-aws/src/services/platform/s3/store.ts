import { createHash } from 'node:crypto';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { Target } from '../target';
import { XmlElement } from './xml';

export interface StoredObject {
  body: Buffer;
  etag: string;
  contentType: string;
  lastModified: Date;
  metadata: Record<string, string>;
  tags: { Key: string; Value: string }[];
}

export interface Bucket {
  name: string;
  /** The account and region that own it. */
  owner: Target;
  createdAt: Date;
  /** Readable and writable for every account, as by a bucket policy. */
  shared: boolean;
  objects: Map<string, StoredObject>;
  /** Undefined when the bucket has no rules. Nothing expires: the world is too young for it. */
  lifecycle?: { rules: XmlElement[]; minimumSize: string };
}

/** Buckets by name: names are unique over all accounts and regions. */
export const s3Store = storeKey('s3', () => new Map<string, Bucket>());

export function bucketsOf(world: World): Map<string, Bucket> {
  return world.store(s3Store, 'global', 'global');
}

/** Makes a bucket, or answers the one that is there. */
export function createBucket(
  world: World,
  owner: Target,
  name: string,
  options: { shared?: boolean } = {},
): Bucket {
  const buckets = bucketsOf(world);
  const known = buckets.get(name);
  if (known) {
    return known;
  }
  const bucket: Bucket = {
    name,
    owner: { accountId: owner.accountId, region: owner.region },
    createdAt: world.clock.now(),
    shared: options.shared ?? false,
    objects: new Map(),
  };
  buckets.set(name, bucket);
  return bucket;
}

export function putObject(
  world: World,
  bucket: Bucket,
  key: string,
  body: string | Uint8Array,
  options: Partial<
    Pick<StoredObject, 'contentType' | 'metadata' | 'tags'>
  > = {},
): StoredObject {
  const bytes = Buffer.from(body);
  const object: StoredObject = {
    body: bytes,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    contentType: options.contentType ?? 'application/octet-stream',
    lastModified: world.clock.now(),
    metadata: options.metadata ?? {},
    tags: options.tags ?? [],
  };
  bucket.objects.set(key, object);
  return object;
}
