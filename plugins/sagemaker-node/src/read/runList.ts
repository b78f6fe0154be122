import {
  Filter,
  SearchCommand,
  SearchExpression,
} from '@aws-sdk/client-sagemaker';
import { InputError, isError } from '@backstage/errors';
import { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { AwsClients } from '../aws/clients';
import { targetOf } from '../aws/targetOf';
import { Target } from '../domain';
import { CallOptions, RunPage, RunQuery } from '../readers';
import { decodeCursor, encodeCursor } from './cursor';
import { mapEach } from './mapEach';
import { mapRun } from './runMapping';

const DEFAULT_LIMIT = 20;
const MAX_PAGE = 100;
const SECOND_MS = 1_000;
/** Of the value of a filter. */
const MAX_VALUE_LENGTH = 1024;
/** SageMaker takes 20 filters in one expression. */
const MAX_FILTERS = 20;

/**
 * A place in the list: time is the order in which pages follow each other, in
 * whichever account. SageMaker compares in whole seconds, so runs of the second
 * in which a page ended are asked for again, and left out if they were shown.
 */
const place = z.object({
  before: z.string().datetime(),
  seen: z.array(z.string().max(64)).max(MAX_PAGE),
});
type Place = z.output<typeof place>;

/**
 * Runs of pipelines, newest first: one `Search` for each account and region. One
 * that cannot be read is reported while another can.
 */
export async function listRuns(
  clients: AwsClients,
  pipelineArns: string[],
  query: RunQuery & CallOptions,
): Promise<RunPage> {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const from = cursor === undefined ? undefined : decodeCursor(place, cursor);
  const pages = await Promise.allSettled(
    byTarget(pipelineArns).map(({ target, arns }) =>
      searchRuns(clients, target, arns, { ...query, limit }, from),
    ),
  );
  const read = pages.flatMap(page =>
    page.status === 'fulfilled' ? page.value : [],
  );
  const failed = pages.flatMap(page =>
    page.status === 'rejected' ? [page.reason] : [],
  );
  if (failed.length > 0 && read.length === 0) {
    throw failed[0];
  }
  const found = read
    .flatMap(({ items }) => items)
    .filter(({ id }) => !from?.seen.includes(id))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const items = found.slice(0, limit);
  const hasMore =
    found.length > items.length || read.some(({ isLast }) => !isLast);
  const last = items.at(-1);
  return {
    items,
    skipped: read.flatMap(({ skipped }) => skipped),
    unreadable: failed.map(error =>
      isError(error) ? error.message : String(error),
    ),
    nextCursor:
      hasMore && last ? encodeCursor(after(last, items, from)) : undefined,
  };
}

function byTarget(
  pipelineArns: string[],
): { target: Target; arns: string[] }[] {
  const targets = new Map<string, { target: Target; arns: string[] }>();
  for (const arn of new Set(pipelineArns)) {
    const target = targetOf(arn, 'sagemaker');
    const key = `${target.accountId}/${target.region}`;
    const known = targets.get(key) ?? { target, arns: [] };
    known.arns.push(arn);
    targets.set(key, known);
  }
  return [...targets.values()];
}

async function searchRuns(
  clients: AwsClients,
  target: Target,
  pipelineArns: string[],
  query: RunQuery & CallOptions & { limit: number },
  from: Place | undefined,
) {
  const answer = await clients.sagemaker(target).send(
    new SearchCommand({
      Resource: 'PipelineExecution',
      SearchExpression: runExpression(pipelineArns, {
        ...query,
        until: from?.before ?? query.until,
      }),
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: Math.min(query.limit + (from?.seen.length ?? 0), MAX_PAGE),
    }),
    { abortSignal: query.signal },
  );
  return {
    ...mapEach(
      answer.Results ?? [],
      record => mapRun(record.PipelineExecution ?? {}),
      record => record.PipelineExecution?.PipelineExecutionArn,
    ),
    isLast: !answer.NextToken,
  };
}

/** Throws an InputError for more pipelines than one search can name. */
export function runExpression(
  pipelineArns: string[],
  { statuses = [], since, until }: RunQuery,
): SearchExpression {
  const named = namedPipelines(pipelineArns);
  if (named.length > MAX_FILTERS) {
    throw new InputError(
      `The runs of ${pipelineArns.length} pipelines cannot be listed at once: ask for one of the pipelines`,
    );
  }
  const conditions: Filter[] = [];
  if (statuses.length > 0) {
    conditions.push({
      Name: 'PipelineExecutionStatus',
      Operator: 'In',
      Value: statuses.join(','),
    });
  }
  if (since) {
    conditions.push({
      Name: 'CreationTime',
      Operator: 'GreaterThanOrEqualTo',
      Value: since,
    });
  }
  if (until) {
    conditions.push({
      Name: 'CreationTime',
      Operator: 'LessThan',
      Value: until,
    });
  }
  return named.length === 1
    ? { Filters: [...named, ...conditions] }
    : {
        Filters: conditions,
        SubExpressions: [{ Filters: named, Operator: 'Or' }],
      };
}

/** `In` takes as many ARNs as fit into one value. */
function namedPipelines(pipelineArns: string[]): Filter[] {
  const values: string[] = [];
  for (const arn of pipelineArns) {
    const longer = `${values.at(-1)},${arn}`;
    if (values.length > 0 && longer.length <= MAX_VALUE_LENGTH) {
      values[values.length - 1] = longer;
    } else {
      values.push(arn);
    }
  }
  return values.map(Value => ({
    Name: 'PipelineArn',
    Operator: Value.includes(',') ? 'In' : 'Equals',
    Value,
  }));
}

function after(
  last: PipelineRun,
  shown: PipelineRun[],
  from: Place | undefined,
): Place {
  const second = Math.floor(Date.parse(last.startedAt) / SECOND_MS);
  const before = new Date((second + 1) * SECOND_MS).toISOString();
  const inThatSecond = shown.filter(
    ({ startedAt }) => Math.floor(Date.parse(startedAt) / SECOND_MS) === second,
  );
  return {
    before,
    seen: [
      ...(from?.before === before ? from.seen : []),
      ...inThatSecond.map(({ id }) => id),
    ],
  };
}
