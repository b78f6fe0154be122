import { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../../../core/awsError';
import { Context } from '../../../core/service';
import { Bucket, bucketsOf, StoredObject } from './store';

/** A request taken apart, path style: `/<bucket>/<key>`. */
export interface S3Request {
  method: string;
  bucketName: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Decoded. */
  body: Buffer;
}

export type S3Operation = (
  request: S3Request,
  response: ServerResponse,
  context: Context,
) => void;

export function parseTarget(request: IncomingMessage) {
  // Not by URL, which would resolve a key such as `a/../b`.
  const [path, search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const [, bucketName, key] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return {
    method: request.method ?? 'GET',
    bucketName: decodeURIComponent(bucketName ?? ''),
    key: decodeURIComponent(key ?? ''),
    query: new URLSearchParams(search),
  };
}

/** The bucket of a request; throws NoSuchBucket and AccessDenied. */
export function bucketOf(request: S3Request, context: Context): Bucket {
  const bucket = bucketsOf(context.world).get(request.bucketName);
  if (!bucket) {
    throw new AwsError(
      'NoSuchBucket',
      'The specified bucket does not exist',
      404,
    );
  }
  if (!bucket.shared && bucket.owner.accountId !== context.accountId) {
    throw new AwsError('AccessDenied', 'Access Denied', 403);
  }
  return bucket;
}

/** The object of a request; throws NoSuchKey as well. */
export function objectOf(request: S3Request, context: Context): StoredObject {
  const object = bucketOf(request, context).objects.get(request.key);
  if (!object) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  }
  return object;
}

export function sendXml(response: ServerResponse, xml: string) {
  response.setHeader('content-type', 'application/xml');
  response.end(xml);
}
