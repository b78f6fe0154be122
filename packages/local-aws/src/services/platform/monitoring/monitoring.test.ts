import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricDataCommandInput,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { PROD, startLocalAws, TestAws } from '../../../__testUtils__/localAws';

const HOUR_MS = 3600_000;

describe('CloudWatch', () => {
  let aws: TestAws;
  let client: CloudWatchClient;
  let now: number;
  beforeAll(async () => {
    aws = await startLocalAws();
    client = aws.client(CloudWatchClient, PROD);
    now = aws.clock.now().getTime();
  });
  afterAll(() => aws.close());

  function query(
    MetricName: string,
    Stat: string,
    more: { endpoint?: string; variant?: string; period?: number } = {},
  ): MetricDataQuery {
    return {
      Id: `${MetricName[0].toLowerCase()}${MetricName.slice(1)}`,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/SageMaker',
          MetricName,
          Dimensions: [
            {
              Name: 'EndpointName',
              Value: more.endpoint ?? 'fraud-detection',
            },
            { Name: 'VariantName', Value: more.variant ?? 'AllTraffic' },
          ],
        },
        Period: more.period ?? 3600,
        Stat,
      },
    };
  }

  const read = (
    MetricDataQueries: MetricDataQuery[],
    more: Partial<GetMetricDataCommandInput> = {},
  ) =>
    client.send(
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(now - 24 * HOUR_MS),
        EndTime: new Date(now),
        ...more,
      }),
    );

  it('has the traffic of a day for an endpoint, newest first', async () => {
    const { MetricDataResults = [] } = await read([
      query('Invocations', 'Sum'),
      query('ModelLatency', 'p90'),
      query('Invocation5XXErrors', 'Sum'),
      query('Invocation4XXErrors', 'Average'),
    ]);
    const [invocations, latency, serverErrors, clientErrors] =
      MetricDataResults;
    expect(invocations).toMatchObject({
      Id: 'invocations',
      Label: 'Invocations',
      StatusCode: 'Complete',
    });
    expect(invocations.Values).toHaveLength(24);
    expect(invocations.Timestamps?.[0]).toEqual(new Date(now - HOUR_MS));
    const at = (hour: number) =>
      invocations.Values![
        invocations.Timestamps!.findIndex(time => time.getUTCHours() === hour)
      ];
    expect(at(15)).toBeGreaterThan(1.8 * at(3));
    expect(Math.min(...latency.Values!)).toBeGreaterThan(5_000);
    expect(serverErrors.Values).toHaveLength(24);
    expect(Math.max(...clientErrors.Values!)).toBeLessThan(0.01);
  });

  it('says the same when asked again, page by page', async () => {
    const whole = await read([query('Invocations', 'Sum')]);
    const values: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await read([query('Invocations', 'Sum')], {
        MaxDatapoints: 10,
        NextToken,
      });
      values.push(...(page.MetricDataResults?.[0].Values ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(values).toEqual(whole.MetricDataResults?.[0].Values);
  });

  it.each([
    [
      'an endpoint that is not there',
      query('Invocations', 'Sum', { endpoint: 'none' }),
    ],
    [
      'a variant that is not there',
      query('Invocations', 'Sum', { variant: 'none' }),
    ],
    ['a metric that is not there', query('Nothing', 'Sum')],
  ])('has no data of %s', async (_, asked) => {
    const { MetricDataResults = [] } = await read([asked]);
    expect(MetricDataResults[0]).toMatchObject({
      Values: [],
      Timestamps: [],
      StatusCode: 'Complete',
    });
  });

  it('has old data in coarse periods only', async () => {
    const old = {
      StartTime: new Date(now - 20 * 24 * HOUR_MS),
      EndTime: new Date(now - 19 * 24 * HOUR_MS),
    };
    const fine = await read([query('Invocations', 'Sum', { period: 60 })], old);
    expect(fine.MetricDataResults?.[0].Values).toEqual([]);
    const coarse = await read(
      [query('Invocations', 'Sum', { period: 300 })],
      old,
    );
    expect(coarse.MetricDataResults?.[0].Values).toHaveLength(288);
  });

  it.each([
    ['a period of 7 seconds', [query('Invocations', 'Sum', { period: 7 })], {}],
    ['a statistic that is none', [query('Invocations', 'Most')], {}],
    [
      'an id twice',
      [query('Invocations', 'Sum'), query('Invocations', 'Average')],
      {},
    ],
    ['no query', [], {}],
    ['an expression', [{ Id: 'e1', Expression: 'm1 / m2' }], {}],
    [
      'an end before the start',
      [query('Invocations', 'Sum')],
      { EndTime: new Date(0) },
    ],
  ])('refuses %s', async (_, queries, more) => {
    await expect(read(queries, more)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
