/** The AWS services that this suite calls, by the name of their client. */
export type AwsService =
  | 'sagemaker'
  | 'serviceCatalog'
  | 'dynamodb'
  | 's3'
  | 'codepipeline'
  | 'codecommit'
  | 'cloudformation'
  | 'iam'
  | 'connections'
  | 'logs';

/** S3 names its actions differently from its operations. */
const S3_ACTIONS: Record<string, string> = {
  DeleteBucketLifecycle: 's3:PutLifecycleConfiguration',
  DeleteObjects: 's3:DeleteObject',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  ListBuckets: 's3:ListAllMyBuckets',
  ListObjectsV2: 's3:ListBucket',
  GetObjectTagging: 's3:GetObjectTagging',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
};

/** The document client of DynamoDB names its commands in short. */
const DOCUMENT_ACTIONS: Record<string, string> = {
  Get: 'dynamodb:GetItem',
  Update: 'dynamodb:UpdateItem',
};

/** The IAM action that allows an operation, such as `s3:ListBucket` for `ListObjectsV2`. */
export function iamAction(service: AwsService, operation: string): string {
  if (service === 's3') {
    return S3_ACTIONS[operation] ?? `s3:${operation}`;
  }
  if (service === 'dynamodb') {
    return DOCUMENT_ACTIONS[operation] ?? `dynamodb:${operation}`;
  }
  if (service === 'connections') {
    return `codestar-connections:${operation}`;
  }
  return `${service.toLowerCase()}:${operation}`;
}
