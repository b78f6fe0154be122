/** The AWS services that this suite calls, by the name of their client. */
export type AwsService =
  | 'sagemaker'
  | 'serviceCatalog'
  | 'dynamodb'
  | 's3'
  | 'codepipeline'
  | 'codecommit'
  | 'cloudformation';

/** S3 names its actions differently from its operations. */
const S3_ACTIONS: Record<string, string> = {
  ListObjectsV2: 's3:ListBucket',
  GetObjectTagging: 's3:GetObjectTagging',
};

/** The IAM action that allows an operation, such as `s3:ListBucket` for `ListObjectsV2`. */
export function iamAction(service: AwsService, operation: string): string {
  if (service === 's3') {
    return S3_ACTIONS[operation] ?? `s3:${operation}`;
  }
  return `${service.toLowerCase()}:${operation}`;
}
