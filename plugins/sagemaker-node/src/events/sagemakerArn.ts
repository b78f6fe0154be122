import { AwsEvent, arnInEvent } from './awsEvent';

/** The first part of the resource in ARNs of SageMaker. */
export type Collection =
  | 'project'
  | 'model-package-group'
  | 'model-package'
  | 'pipeline'
  | 'endpoint';

/** Collections whose names are in lower case in ARNs, however they were created. */
const LOWER_CASE: Collection[] = ['pipeline', 'endpoint'];

/** An ARN is taken as it is; a name is one in the account and region of the event. */
export function sagemakerArn(
  event: AwsEvent,
  collection: Collection,
  nameOrArn: string,
): string {
  if (nameOrArn.startsWith('arn:')) {
    return nameOrArn;
  }
  const name = LOWER_CASE.includes(collection)
    ? nameOrArn.toLowerCase()
    : nameOrArn;
  return arnInEvent(event, 'sagemaker', `${collection}/${name}`);
}
