import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../core/awsError';
import { RawService } from '../../../core/service';
import { createBucketOperation, headBucket, listBuckets } from './buckets';
import { decodeChunks, isChunked } from './chunked';
import {
  deleteBucketLifecycle,
  getBucketLifecycle,
  putBucketLifecycle,
} from './lifecycle';
import { listObjectsV2 } from './listing';
import {
  deleteObject,
  deleteObjects,
  getObject,
  headObject,
  putObjectOperation,
} from './objects';
import { parseTarget, S3Operation } from './request';
import { getObjectTagging, putObjectTagging } from './tagging';
import { errorXml } from './xml';

const OPERATIONS: Record<string, S3Operation> = {
  CreateBucket: createBucketOperation,
  DeleteBucketLifecycle: deleteBucketLifecycle,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLifecycleConfiguration: getBucketLifecycle,
  GetObject: getObject,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjectsV2: listObjectsV2,
  PutBucketLifecycleConfiguration: putBucketLifecycle,
  PutObject: putObjectOperation,
  PutObjectTagging: putObjectTagging,
};

/** Query parameters that make another operation of the same method and path. */
const SUBRESOURCES = [
  'delete',
  'tagging',
  'uploads',
  'uploadId',
  'acl',
  'policy',
  'lifecycle',
];

const ROUTES: Record<string, string> = {
  'GET /': 'ListBuckets',
  'PUT /bucket': 'CreateBucket',
  'HEAD /bucket': 'HeadBucket',
  'GET /bucket?list-type': 'ListObjectsV2',
  'POST /bucket?delete': 'DeleteObjects',
  'GET /bucket?lifecycle': 'GetBucketLifecycleConfiguration',
  'PUT /bucket?lifecycle': 'PutBucketLifecycleConfiguration',
  'DELETE /bucket?lifecycle': 'DeleteBucketLifecycle',
  'PUT /bucket/key': 'PutObject',
  'GET /bucket/key': 'GetObject',
  'HEAD /bucket/key': 'HeadObject',
  'DELETE /bucket/key': 'DeleteObject',
  'GET /bucket/key?tagging': 'GetObjectTagging',
  'PUT /bucket/key?tagging': 'PutObjectTagging',
};

export const s3: RawService = {
  name: 's3',
  protocol: 'raw',
  operationOf(request) {
    const { method, bucketName, key, query } = parseTarget(request);
    const subresource = ['list-type', ...SUBRESOURCES].find(name =>
      query.has(name),
    );
    const isCopy = request.headers['x-amz-copy-source'] !== undefined;
    const path = bucketName ? `/bucket${key && '/key'}` : '/';
    const route = `${method} ${path}${subresource ? `?${subresource}` : ''}`;
    return isCopy ? 'CopyObject' : ROUTES[route] ?? route;
  },
  handle(request, response, body, context) {
    const operation = this.operationOf(request);
    const run = OPERATIONS[operation];
    if (!run) {
      throw new AwsError(
        'NotImplemented',
        `This endpoint does not know s3:${operation}`,
        501,
      );
    }
    response.setHeader('x-amz-request-id', randomUUID());
    const { headers } = request;
    run(
      {
        ...parseTarget(request),
        headers,
        body: isChunked(headers) ? decodeChunks(body) : body,
      },
      response,
      context,
    );
  },
  fail(response, error) {
    response.writeHead(error.status, { 'content-type': 'application/xml' }).end(
      errorXml({
        Code: error.code,
        Message: error.message,
        RequestId: randomUUID(),
      }),
    );
  },
};
