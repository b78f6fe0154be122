import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  DescribeLogStreamsCommandInput,
  GetLogEventsCommand,
  GetLogEventsCommandInput,
  OutputLogEvent,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';
import { makeJob } from './__testUtils__/jobs';

const DEVIATIONS = {
  eventsOfFour: deviation(4, 5, 'moto takes the end of a time range into it'),
  limit: deviation(
    'InvalidParameterException',
    'ResourceNotFoundException',
    'moto looks for the group before it looks at the limit',
  ),
};

const logGroupName = '/aws/sagemaker/ProcessingJobs';

describeContract('CloudWatch Logs', contract => {
  const logs = () => contract.account().client(CloudWatchLogsClient);
  const streams = (input: Partial<DescribeLogStreamsCommandInput> = {}) =>
    logs().send(new DescribeLogStreamsCommand({ logGroupName, ...input }));
  const events = (
    logStreamName: string | undefined,
    input: Partial<GetLogEventsCommandInput> = {},
  ) =>
    logs().send(
      new GetLogEventsCommand({ logGroupName, logStreamName, ...input }),
    );

  /** The stream of a job: Local AWS writes it by itself. */
  async function makeStream(): Promise<string> {
    const job = await makeJob(contract, 'Processing');
    if (contract.endpoint === 'Local AWS') {
      const { logStreams = [] } = await streams({ logStreamNamePrefix: job });
      return logStreams[0].logStreamName!;
    }
    const logStreamName = `${job}/algo-1-1700000000`;
    await logs().send(new CreateLogGroupCommand({ logGroupName }));
    await logs().send(
      new CreateLogStreamCommand({ logGroupName, logStreamName }),
    );
    const start = Date.now() - 60_000;
    await logs().send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: Array.from({ length: 20 }, (_, index) => ({
          timestamp: start + index * 1_000,
          message: `line ${index}`,
        })),
      }),
    );
    return logStreamName;
  }

  it('describes the stream of a job', async () => {
    const name = await makeStream();
    const { logStreams } = await streams({
      logStreamNamePrefix: name.split('/')[0],
    });
    expect(logStreams).toEqual([
      expect.objectContaining({
        logStreamName: name,
        arn: `arn:aws:logs:${REGION}:${
          contract.account().accountId
        }:log-group:${logGroupName}:log-stream:${name}`,
        creationTime: expect.any(Number),
        firstEventTimestamp: expect.any(Number),
        lastEventTimestamp: expect.any(Number),
      }),
    ]);
    const none = await streams({ logStreamNamePrefix: 'none' });
    expect(none).toMatchObject({ logStreams: [] });
    expect(none.nextToken).toBeUndefined();
  });

  it('answers events in the order of time, the last or the first of them', async () => {
    const name = await makeStream();
    const { events: all = [] } = await events(name, { startFromHead: true });
    expect(all.length).toBeGreaterThan(10);
    expect(all[0]).toEqual({
      timestamp: expect.any(Number),
      ingestionTime: expect.any(Number),
      message: expect.any(String),
    });
    const times = all.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
    const last = await events(name, { limit: 4 });
    expect(last.events).toEqual(all.slice(-4));
    const first = await events(name, { limit: 4, startFromHead: true });
    expect(first.events).toEqual(all.slice(0, 4));
  });

  it('goes by its tokens until one is that which was asked with', async () => {
    const name = await makeStream();
    const { events: all = [] } = await events(name, { startFromHead: true });
    for (const startFromHead of [true, false]) {
      const pages: OutputLogEvent[][] = [];
      let asked: string | undefined;
      let nextToken: string | undefined;
      do {
        asked = nextToken;
        const page = await events(name, { limit: 6, startFromHead, nextToken });
        pages.push(page.events ?? []);
        nextToken = startFromHead
          ? page.nextForwardToken
          : page.nextBackwardToken;
      } while (nextToken !== asked);
      expect(pages.at(-1)).toEqual([]);
      const inOrder = startFromHead ? pages : pages.toReversed();
      expect(inOrder.flat()).toEqual(all);
    }
    expect(await errorNameOf(events(name, { nextToken: 'none' }))).toBe(
      'InvalidParameterException',
    );
    expect(await errorNameOf(events('none/algo-1-1'))).toBe(
      'ResourceNotFoundException',
    );
    const byPrefixAndTime = streams({
      orderBy: 'LastEventTime',
      logStreamNamePrefix: 'a',
    });
    expect(await errorNameOf(byPrefixAndTime)).toBe(
      'InvalidParameterException',
    );
  });

  it('answers the events from a time up to another', async () => {
    const name = await makeStream();
    const { events: all = [] } = await events(name, { startFromHead: true });
    const some = await events(name, {
      startTime: all[3].timestamp,
      endTime: all[7].timestamp,
      startFromHead: true,
    });
    const count = expectedOf(contract, DEVIATIONS.eventsOfFour);
    expect(some.events).toEqual(all.slice(3, 3 + count));
  });

  it.each([
    {
      what: 'the streams of a group that is not there',
      call: () => streams({ logGroupName: '/aws/lambda/none' }),
      name: 'ResourceNotFoundException',
    },
    {
      what: 'the events of a group that is not there',
      call: () => events('none', { logGroupName: '/aws/lambda/none' }),
      name: 'ResourceNotFoundException',
    },
    {
      what: '51 streams',
      call: () => streams({ limit: 51 }),
      name: expectedOf(contract, DEVIATIONS.limit),
    },
    {
      what: '10,001 events',
      call: () => events('none', { limit: 10_001 }),
      name: expectedOf(contract, DEVIATIONS.limit),
    },
  ])('does not answer $what', async ({ call, name }) => {
    expect(await errorNameOf(call())).toBe(name);
  });
});
