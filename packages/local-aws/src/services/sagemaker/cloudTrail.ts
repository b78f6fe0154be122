import { randomUUID } from 'node:crypto';
import { Context, Operation } from '../../core/service';
import { lowerFirst } from './events';
import { userIdentity } from '../sts';

/** The calls that make, change or remove what a catalog shows. */
const RECORDED = [
  'CreateProject',
  'UpdateProject',
  'DeleteProject',
  'CreateModelPackageGroup',
  'DeleteModelPackageGroup',
  'CreatePipeline',
  'UpdatePipeline',
  'DeletePipeline',
  'CreateEndpoint',
  'UpdateEndpoint',
  'DeleteEndpoint',
  'AddTags',
  'DeleteTags',
];

/** `{ ProjectName }` of the API is `{ projectName }` in CloudTrail. */
function lowerMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(lowerMembers);
  }
  return value !== null && typeof value === 'object' && !(value instanceof Date)
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          lowerFirst(name),
          lowerMembers(member),
        ]),
      )
    : value;
}

function emitCall(
  eventName: string,
  input: object,
  output: object | void,
  context: Context,
) {
  const { world, accountId, region } = context;
  const time = world.clock.now();
  world.events.emit({
    source: 'aws.sagemaker',
    'detail-type': 'AWS API Call via CloudTrail',
    account: accountId,
    region,
    time,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: userIdentity(context),
      eventTime: `${time.toISOString().slice(0, 19)}Z`,
      eventSource: 'sagemaker.amazonaws.com',
      eventName,
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'aws-sdk-js',
      requestParameters: lowerMembers(input),
      responseElements: output ? lowerMembers(output) : null,
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: 'Management',
    },
  });
}

/** The operations, of which CloudTrail tells EventBridge once they have succeeded. */
export function recorded(
  operations: Record<string, Operation>,
): Record<string, Operation> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, run]) => {
      const runAndTell: Operation = async (input, context) => {
        const output = await run(input, context);
        emitCall(name, input, output, context);
        return output;
      };
      return [name, RECORDED.includes(name) ? runAndTell : run];
    }),
  );
}
