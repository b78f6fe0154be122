import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricDataCommandInput,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { deviation, expectedOf } from './__testUtils__/deviations';
import { describeContract, errorNameOf } from './__testUtils__/endpoints';

const DEVIATIONS = {
  ids: deviation<string | undefined>(
    'ValidationException',
    undefined,
    'moto takes any ids',
  ),
};

const HOUR_MS = 3600_000;

const INVOCATIONS: MetricDataQuery = {
  Id: 'invocations',
  Label: 'Invocations of churn',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocations',
      Dimensions: [
        { Name: 'EndpointName', Value: 'churn' },
        { Name: 'VariantName', Value: 'AllTraffic' },
      ],
    },
    Period: 300,
    Stat: 'Sum',
  },
};

describeContract('CloudWatch', contract => {
  const read = (input: Partial<GetMetricDataCommandInput> = {}) => {
    const now = Date.now();
    return contract
      .account()
      .client(CloudWatchClient)
      .send(
        new GetMetricDataCommand({
          MetricDataQueries: [INVOCATIONS],
          StartTime: new Date(now - HOUR_MS),
          EndTime: new Date(now),
          ...input,
        }),
      );
  };

  it('has no data of an endpoint that is not there', async () => {
    const { MetricDataResults, NextToken } = await read();
    expect(MetricDataResults).toEqual([
      expect.objectContaining({
        Id: 'invocations',
        Label: 'Invocations of churn',
        Timestamps: [],
        Values: [],
        StatusCode: 'Complete',
      }),
    ]);
    expect(NextToken).toBeUndefined();
  });

  it('answers queries in their order, without those that want no data back', async () => {
    const { MetricDataResults = [] } = await read({
      MetricDataQueries: [
        { ...INVOCATIONS, Id: 'b' },
        { ...INVOCATIONS, Id: 'hidden', ReturnData: false },
        { ...INVOCATIONS, Id: 'a' },
      ],
    });
    expect(MetricDataResults.map(({ Id }) => Id)).toEqual(['b', 'a']);
  });

  it.each([
    {
      what: 'an id twice',
      input: { MetricDataQueries: [INVOCATIONS, INVOCATIONS] },
      name: expectedOf(contract, DEVIATIONS.ids),
    },
    {
      what: 'an id that begins with a capital',
      input: { MetricDataQueries: [{ ...INVOCATIONS, Id: 'Invocations' }] },
      name: expectedOf(contract, DEVIATIONS.ids),
    },
    {
      what: 'an end before the start',
      input: { EndTime: new Date(0) },
      name: 'ValidationException',
    },
  ])('refuses $what', async ({ input, name }) => {
    expect(await errorNameOf(read(input))).toBe(name);
  });
});
