import { ServerResponse } from 'node:http';
import { AwsError } from '../../../core/awsError';
import { bucketOf, objectOf, S3Operation, S3Request, sendXml } from './request';
import { putObject, StoredObject } from './store';
import { parseDelete, toXml } from './xml';

const METADATA = 'x-amz-meta-';
const MAX_DELETED = 1000;

function metadataOf({ headers }: S3Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(METADATA))
      .map(([name, value]) => [name.slice(METADATA.length), String(value)]),
  );
}

export const putObjectOperation: S3Operation = (request, response, context) => {
  const tagging = new URLSearchParams(
    String(request.headers['x-amz-tagging'] ?? ''),
  );
  const { etag } = putObject(
    context.world,
    bucketOf(request, context),
    request.key,
    request.body,
    {
      contentType: request.headers['content-type'],
      metadata: metadataOf(request),
      tags: [...tagging].map(([Key, Value]) => ({ Key, Value })),
    },
  );
  response.setHeader('etag', etag);
  response.end();
};

function describe(response: ServerResponse, object: StoredObject) {
  response.setHeader('etag', object.etag);
  response.setHeader('content-type', object.contentType);
  response.setHeader('last-modified', object.lastModified.toUTCString());
  response.setHeader('accept-ranges', 'bytes');
  if (object.tags.length) {
    response.setHeader('x-amz-tagging-count', object.tags.length);
  }
  for (const [name, value] of Object.entries(object.metadata)) {
    response.setHeader(`${METADATA}${name}`, value);
  }
}

/** First and last byte that a `Range` header asks for; undefined for the whole object. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { first: number; last: number } | undefined {
  const range = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!range || (!range[1] && !range[2])) {
    return undefined;
  }
  const [, from, to] = range;
  const first = from ? Number(from) : Math.max(size - Number(to), 0);
  const last = from && to ? Math.min(Number(to), size - 1) : size - 1;
  if (first > last) {
    throw new AwsError(
      'InvalidRange',
      'The requested range is not satisfiable',
      416,
    );
  }
  return { first, last };
}

export const getObject: S3Operation = (request, response, context) => {
  const object = objectOf(request, context);
  const range = rangeOf(request.headers.range, object.body.length);
  describe(response, object);
  if (request.headers['if-none-match'] === object.etag) {
    response.writeHead(304).end();
    return;
  }
  const body = range
    ? object.body.subarray(range.first, range.last + 1)
    : object.body;
  response.setHeader('content-length', body.length);
  if (range) {
    const { first, last } = range;
    response.setHeader(
      'content-range',
      `bytes ${first}-${last}/${object.body.length}`,
    );
    response.statusCode = 206;
  }
  response.end(body);
};

export const headObject: S3Operation = (request, response, context) => {
  const object = objectOf(request, context);
  describe(response, object);
  response.setHeader('content-length', object.body.length);
  response.end();
};

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject: S3Operation = (request, response, context) => {
  bucketOf(request, context).objects.delete(request.key);
  response.writeHead(204).end();
};

/** Up to 1,000 keys; those that are not there count as deleted. */
export const deleteObjects: S3Operation = (request, response, context) => {
  const { objects } = bucketOf(request, context);
  const { keys, quiet } = parseDelete(request.body.toString());
  if (keys.length === 0 || keys.length > MAX_DELETED) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  keys.forEach(key => objects.delete(key));
  sendXml(
    response,
    toXml('DeleteResult', {
      Deleted: quiet ? [] : keys.map(Key => ({ Key })),
    }),
  );
};
