import { AwsError } from '../../../core/awsError';
import { bucketOf, S3Operation, sendXml } from './request';
import { bucketsOf, createBucket } from './store';
import { toXml } from './xml';

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const listBuckets: S3Operation = (_, response, context) => {
  const own = [...bucketsOf(context.world).values()].filter(
    ({ owner }) => owner.accountId === context.accountId,
  );
  sendXml(
    response,
    toXml('ListAllMyBucketsResult', {
      Owner: { ID: context.accountId },
      Buckets: {
        Bucket: own.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: createdAt.toISOString(),
        })),
      },
    }),
  );
};

export const createBucketOperation: S3Operation = (
  { bucketName },
  response,
  context,
) => {
  if (!NAME.test(bucketName)) {
    throw new AwsError(
      'InvalidBucketName',
      'The specified bucket is not valid.',
    );
  }
  const known = bucketsOf(context.world).get(bucketName);
  if (known && known.owner.accountId !== context.accountId) {
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
    );
  }
  // Only us-east-1 accepts the same bucket twice.
  if (known && context.region !== 'us-east-1') {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    );
  }
  createBucket(context.world, context, bucketName);
  response.setHeader('location', `/${bucketName}`);
  response.end();
};

export const headBucket: S3Operation = (request, response, context) => {
  const { owner } = bucketOf(request, context);
  response.setHeader('x-amz-bucket-region', owner.region);
  response.end();
};
