import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { NotFoundError } from '@backstage/errors';
import { LogLine } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { CallOptions, JobLogPage, LoggedJob } from '../readers';
import { decodeCursor, encodeCursor } from './cursor';
import { logConsoleUrl } from './consoleUrls';

/** One an instance of the job. A cluster is told by its first instances. */
const MAX_STREAMS = 5;
/** The rest of a longer line is for the console. */
const MAX_MESSAGE_LENGTH = 8_000;

/** Where each stream goes on, backwards; a stream that was read to its beginning is not in it. */
const place = z.object({
  streams: z
    .array(
      z.object({
        name: z.string().max(512),
        token: z.string().max(2_048),
        first: z.number().optional(),
      }),
    )
    .min(1)
    .max(MAX_STREAMS),
  more: z.boolean(),
});
type Place = z.output<typeof place>;
type StreamPlace = { name: string; token?: string; first?: number };

/** The last lines of a job, and from a cursor on the lines before them. */
export async function readJobLog(
  client: CloudWatchLogsClient,
  job: LoggedJob,
  page: CallOptions & { limit: number; cursor?: string },
): Promise<JobLogPage> {
  const from = page.cursor
    ? checked(decodeCursor(place, page.cursor), job)
    : await firstPlace(client, job, page);
  const limit = Math.max(
    1,
    Math.floor(page.limit / (from.streams.length || 1)),
  );
  const read = await Promise.all(
    from.streams.map(stream => readStream(client, job, stream, limit, page)),
  );
  const lines = read
    .flatMap(stream => stream.lines)
    .sort((a, b) => a.at.localeCompare(b.at));
  const earlier = read.flatMap(stream => stream.earlier ?? []);
  return {
    lines: lines.map(shortened),
    truncated:
      from.more ||
      lines.some(({ message }) => message.length > MAX_MESSAGE_LENGTH),
    nextCursor:
      earlier.length > 0
        ? encodeCursor({ streams: earlier, more: from.more } satisfies Place)
        : undefined,
    consoleUrl: logConsoleUrl(job.arn, job.logGroup, job.logStreamPrefix),
  };
}

/** A cursor must not lead to the log of anything else. */
function checked(from: Place, { logStreamPrefix, arn }: LoggedJob): Place {
  if (!from.streams.every(({ name }) => name.startsWith(logStreamPrefix))) {
    throw new NotFoundError(`The cursor leads to no log of '${arn}'`);
  }
  return from;
}

async function firstPlace(
  client: CloudWatchLogsClient,
  { logGroup, logStreamPrefix }: LoggedJob,
  options: CallOptions,
): Promise<{ streams: StreamPlace[]; more: boolean }> {
  const found = await describeStreams(
    client,
    logGroup,
    logStreamPrefix,
    options,
  );
  return {
    streams: found
      .slice(0, MAX_STREAMS)
      .flatMap(({ logStreamName, firstEventTimestamp }) =>
        logStreamName
          ? { name: logStreamName, first: firstEventTimestamp }
          : [],
      ),
    more: found.length > MAX_STREAMS,
  };
}

async function describeStreams(
  client: CloudWatchLogsClient,
  logGroupName: string,
  logStreamNamePrefix: string,
  options: CallOptions,
): Promise<LogStream[]> {
  try {
    const { logStreams = [] } = await client.send(
      new DescribeLogStreamsCommand({
        logGroupName,
        logStreamNamePrefix,
        limit: MAX_STREAMS + 1,
      }),
      { abortSignal: options.signal },
    );
    return logStreams;
  } catch (error) {
    // The first job of its kind in a region makes the group with its first line.
    if (error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
}

async function readStream(
  client: CloudWatchLogsClient,
  { logGroup }: LoggedJob,
  stream: StreamPlace,
  limit: number,
  options: CallOptions,
): Promise<{ lines: LogLine[]; earlier?: Place['streams'][number] }> {
  const { name, token, first } = stream;
  const { events = [], nextBackwardToken } = await client.send(
    new GetLogEventsCommand({
      logGroupName: logGroup,
      logStreamName: name,
      limit,
      nextToken: token,
      startFromHead: false,
    }),
    { abortSignal: options.signal },
  );
  const reachedFirst =
    events.length < limit &&
    events.some(
      ({ timestamp }) => first !== undefined && (timestamp ?? 0) <= first,
    );
  // CloudWatch gives the token that it got when there is nothing before.
  const isDone =
    !nextBackwardToken || nextBackwardToken === token || reachedFirst;
  return {
    lines: events.map(({ timestamp = 0, message = '' }) => ({
      at: new Date(timestamp).toISOString(),
      message,
      stream: name,
    })),
    earlier: isDone ? undefined : { name, token: nextBackwardToken, first },
  };
}

function shortened(line: LogLine): LogLine {
  return line.message.length > MAX_MESSAGE_LENGTH
    ? { ...line, message: `${line.message.slice(0, MAX_MESSAGE_LENGTH)}…` }
    : line;
}
