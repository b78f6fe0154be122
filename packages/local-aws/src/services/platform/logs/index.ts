import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/awsError';
import { Context, JsonService, Operation } from '../../../core/service';
import { sorted } from '../../sagemaker/paging';
import { pageOf } from '../paging';
import { regionalArn } from '../target';
import { LogGroup, LogStream } from './groups';
import { readPage } from './readPage';
import { checkLimit, invalid } from './validation';

const MAX_STREAMS = 50;
const MAX_EVENTS = 10_000;

interface OfGroup {
  logGroupName?: string;
  logGroupIdentifier?: string;
}

/** By name or ARN, one of them; throws when there is none. */
function findGroup(
  { logGroupName, logGroupIdentifier }: OfGroup,
  context: Context,
): { name: string; group: LogGroup } {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalid(
      'Exactly one of logGroupName and logGroupIdentifier must be specified.',
    );
  }
  const name =
    logGroupName ?? String(logGroupIdentifier).split(':log-group:').at(-1)!;
  const group = LogGroup.find(name, context);
  if (!group) {
    throw new AwsError(
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    );
  }
  return { name, group };
}

function describeStream(
  context: Context,
  groupName: string,
  { name, created, lines }: LogStream,
) {
  const all = lines();
  const last = all.at(-1)?.timestamp;
  return {
    logStreamName: name,
    creationTime: created,
    firstEventTimestamp: all[0]?.timestamp,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    uploadSequenceToken: '1',
    arn: regionalArn(
      'logs',
      context,
      `log-group:${groupName}:log-stream:${name}`,
    ),
    storedBytes: 0,
  };
}

const describeLogStreams: Operation<
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse
> = (input, context) => {
  const limit = checkLimit(input.limit, MAX_STREAMS);
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && input.logStreamNamePrefix !== undefined) {
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const { name, group } = findGroup(input, context);
  const streams = sorted(
    [...group.streams(input.logStreamNamePrefix)],
    stream => (byTime ? stream.lines().at(-1)?.timestamp : stream.name),
    input.descending ? 'Descending' : 'Ascending',
  );
  const { items, next } = pageOf(streams, input.nextToken, limit, () =>
    invalid('The specified nextToken is invalid.'),
  );
  return {
    logStreams: items.map(stream => describeStream(context, name, stream)),
    nextToken: next,
  };
};

const getLogEvents: Operation<GetLogEventsRequest, GetLogEventsResponse> = (
  input,
  context,
) => {
  const limit = checkLimit(input.limit, MAX_EVENTS);
  const { group } = findGroup(input, context);
  const stream = group.stream(String(input.logStreamName));
  if (!stream) {
    throw new AwsError(
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    );
  }
  const { lines, forward, backward } = readPage(stream.lines(), {
    ...input,
    limit,
  });
  return {
    events: lines.map(line => ({ ...line, ingestionTime: line.timestamp })),
    nextForwardToken: forward,
    nextBackwardToken: backward,
  };
};

/** CloudWatch Logs of the jobs of SageMaker; there are no other logs. */
export const logs: JsonService = {
  name: 'logs',
  protocol: 'json',
  targetPrefix: 'Logs_20140328',
  version: '1.1',
  operations: {
    DescribeLogStreams: describeLogStreams,
    GetLogEvents: getLogEvents,
  },
};
