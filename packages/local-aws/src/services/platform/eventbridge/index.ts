import { randomUUID } from 'node:crypto';
import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/awsError';
import { Context, JsonService, Operation } from '../../../core/service';

const MAX_ENTRIES = 10;

/** Over the wire a time is in seconds since the epoch. */
type WireEntry = Omit<PutEventsRequestEntry, 'Time'> & { Time?: number };

function parseDetail(detail: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(detail);
    return parsed !== null && typeof parsed === 'object' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function putEvent(entry: WireEntry, context: Context): PutEventsResultEntry {
  const { world, accountId, region } = context;
  const { Source, DetailType, Time } = entry;
  if (!Source || !DetailType || !entry.Detail) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameters Source, DetailType and Detail are required.',
    };
  }
  if (Source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: `Not authorized for the source '${Source}'.`,
    };
  }
  const detail = parseDetail(entry.Detail);
  if (!detail) {
    return {
      ErrorCode: 'MalformedDetail',
      ErrorMessage: 'Detail is malformed.',
    };
  }
  world.events.emit({
    source: Source,
    'detail-type': DetailType,
    account: accountId,
    region,
    time: Time === undefined ? world.clock.now() : new Date(Time * 1000),
    resources: entry.Resources ?? [],
    detail,
  });
  return { EventId: randomUUID() };
}

const putEvents: Operation<
  Omit<PutEventsRequest, 'Entries'> & { Entries?: WireEntry[] }
> = ({ Entries = [] }, context) => {
  if (Entries.length < 1 || Entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      `Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MAX_ENTRIES}`,
    );
  }
  const results = Entries.map(entry => putEvent(entry, context));
  return {
    FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length,
    Entries: results,
  };
};

export const eventbridge: JsonService = {
  name: 'events',
  protocol: 'json',
  targetPrefix: 'AWSEvents',
  version: '1.1',
  operations: { PutEvents: putEvents },
};
