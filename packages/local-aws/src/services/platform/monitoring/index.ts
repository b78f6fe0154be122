import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/awsError';
import { Context, JsonService, Operation } from '../../../core/service';
import { sagemakerOf, toArn } from '../../sagemaker/store';
import { pageOf } from '../paging';
import { statisticOf, trafficOf } from './traffic';

const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;
const DAY_MS = 86_400_000;
/** Data that old is only there in coarse periods: [age, seconds]. */
const RETENTION = [
  [63 * DAY_MS, 3600],
  [15 * DAY_MS, 300],
  [0, 60],
] as const;
const STAT =
  /^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?|p100)$/;

interface Point {
  time: number;
  value: number;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function checkQueries(queries: MetricDataQuery[]) {
  if (queries.length === 0 || queries.length > MAX_QUERIES) {
    throw invalid(
      `The collection MetricDataQueries must have a size between 1 and ${MAX_QUERIES}.`,
    );
  }
  const ids = queries.map(({ Id }) => Id);
  for (const { Id, MetricStat: stat, Expression } of queries) {
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id ?? '')) {
      throw invalid(`The value '${Id}' for parameter Id is invalid.`);
    }
    if (ids.filter(id => id === Id).length > 1) {
      throw invalid(
        `The values for parameter Id in MetricDataQueries are not unique: ${Id}.`,
      );
    }
    if (!stat || Expression) {
      throw invalid(
        'This endpoint answers queries with a MetricStat and without an Expression.',
      );
    }
    if (!stat.Period || stat.Period % 60 !== 0) {
      throw invalid(
        `The parameter Period must be a multiple of 60, but is ${stat.Period}.`,
      );
    }
    if (!STAT.test(stat.Stat ?? '')) {
      throw invalid(
        `The value '${stat.Stat}' for parameter Stat is not a valid statistic.`,
      );
    }
  }
}

/** The endpoint and variant that a metric is of; undefined when there is none of its dimensions. */
function variantOf({ Metric }: MetricStat, context: Context) {
  const dimensions = new Map(
    (Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
  );
  const name = dimensions.get('EndpointName');
  const variant = dimensions.get('VariantName');
  if (Metric?.Namespace !== 'AWS/SageMaker' || !name || dimensions.size !== 2) {
    return undefined;
  }
  const endpoint = sagemakerOf(context.world, context).endpoints.get(
    toArn(context, 'endpoint', name),
  );
  const isServed = endpoint?.ProductionVariants?.some(
    ({ VariantName }) => VariantName === variant,
  );
  return endpoint && isServed
    ? {
        since: endpoint.CreationTime.getTime(),
        id: `${endpoint.EndpointArn}/${variant}`,
      }
    : undefined;
}

/** The data points of a metric, the oldest first. */
function pointsOf(
  stat: MetricStat,
  { start, end }: { start: number; end: number },
  context: Context,
): Point[] {
  const now = context.world.clock.now().getTime();
  const variant = variantOf(stat, context);
  const coarsest = RETENTION.find(([age]) => now - start >= age)?.[1] ?? 60;
  const period = stat.Period ?? 60;
  if (!variant || period % coarsest !== 0) {
    return [];
  }
  const ms = period * 1000;
  const first = Math.floor(Math.max(start, variant.since) / ms) * ms;
  const points: Point[] = [];
  for (let time = first; time < Math.min(end, now); time += ms) {
    const traffic = trafficOf(variant.id, time, Math.min(ms, now - time));
    const value = statisticOf(
      String(stat.Metric?.MetricName),
      String(stat.Stat),
      traffic,
    );
    if (value !== undefined) {
      points.push({ time, value });
    }
  }
  return points;
}

/** Timestamps of a request arrive as seconds since the epoch. */
function rangeOf({ StartTime, EndTime }: GetMetricDataInput) {
  const start = Number(StartTime) * 1000;
  const end = Number(EndTime) * 1000;
  if (!(start < end)) {
    throw invalid(
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  return { start, end };
}

const getMetricData: Operation<GetMetricDataInput, GetMetricDataOutput> = (
  input,
  context,
) => {
  const queries = input.MetricDataQueries ?? [];
  checkQueries(queries);
  const range = rangeOf(input);
  const shown = queries.filter(({ ReturnData = true }) => ReturnData);
  const most = input.MaxDatapoints ?? MAX_DATAPOINTS;
  const size = Math.max(1, Math.floor(most / Math.max(1, shown.length)));
  const pages = shown.map(({ Id, Label, MetricStat: stat }) => {
    const points = stat ? pointsOf(stat, range, context) : [];
    const { items, next } = pageOf(
      input.ScanBy === 'TimestampAscending' ? points : points.reverse(),
      input.NextToken,
      size,
      () => new AwsError('InvalidNextToken', 'The next token is invalid.'),
    );
    return {
      next,
      result: {
        Id,
        Label: Label ?? stat?.Metric?.MetricName,
        Timestamps: items.map(({ time }) => new Date(time)),
        Values: items.map(({ value }) => value),
        StatusCode: next ? ('PartialData' as const) : ('Complete' as const),
      },
    };
  });
  return {
    MetricDataResults: pages.map(({ result }) => result),
    NextToken: pages.find(({ next }) => next)?.next,
    Messages: [],
  };
};

/** CloudWatch metrics of the endpoints of SageMaker; there are no others. */
export const monitoring: JsonService = {
  name: 'monitoring',
  protocol: 'json',
  targetPrefix: 'GraniteServiceVersion20100801',
  version: '1.0',
  operations: { GetMetricData: getMetricData },
};
