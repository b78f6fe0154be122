import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  DescribeLogStreamsCommandInput,
  GetLogEventsCommand,
  GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  ListPipelineExecutionsCommand,
  ListPipelineExecutionStepsCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DEV,
  PROD,
  startLocalAws,
  TestAws,
} from '../../../__testUtils__/localAws';

const TRAINING = '/aws/sagemaker/TrainingJobs';

describe('CloudWatch Logs', () => {
  let aws: TestAws;
  let client: CloudWatchLogsClient;
  let sagemaker: SageMakerClient;
  beforeAll(async () => {
    aws = await startLocalAws();
    client = aws.client(CloudWatchLogsClient, DEV);
    sagemaker = aws.client(SageMakerClient, DEV);
  });
  afterAll(() => aws.close());

  const streams = (input: Partial<DescribeLogStreamsCommandInput> = {}) =>
    client.send(
      new DescribeLogStreamsCommand({ logGroupName: TRAINING, ...input }),
    );
  const events = (input: Partial<GetLogEventsCommandInput>) =>
    client.send(
      new GetLogEventsCommand({
        logGroupName: TRAINING,
        logStreamName: undefined,
        ...input,
      }),
    );

  async function trainingJobOf(PipelineExecutionArn: string) {
    const { PipelineExecutionSteps = [] } = await sagemaker.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn,
        MaxResults: 100,
      }),
    );
    return PipelineExecutionSteps.find(
      ({ StepName }) => StepName === 'TrainModel',
    )
      ?.Metadata?.TrainingJob?.Arn?.split('/')
      .at(-1);
  }

  async function latestRunOf(PipelineName: string) {
    const { PipelineExecutionSummaries = [] } = await sagemaker.send(
      new ListPipelineExecutionsCommand({ PipelineName }),
    );
    return PipelineExecutionSummaries[0].PipelineExecutionArn!;
  }

  async function streamOf(pipeline: string) {
    const job = await trainingJobOf(await latestRunOf(pipeline));
    const { logStreams = [] } = await streams({
      logStreamNamePrefix: `${job}/`,
    });
    expect(logStreams).toHaveLength(1);
    return logStreams[0];
  }

  it('has a stream for the host of a job', async () => {
    const { logStreamName, ...stream } = await streamOf(
      'fraud-detection-training',
    );
    expect(logStreamName).toMatch(
      /^pipelines-[a-z0-9]{12}-TrainModel-[0-9a-f]{10}\/algo-1-\d{10}$/,
    );
    expect(stream).toMatchObject({
      arn: `arn:aws:logs:eu-west-1:${DEV}:log-group:${TRAINING}:log-stream:${logStreamName}`,
      creationTime: expect.any(Number),
      firstEventTimestamp: expect.any(Number),
      storedBytes: 0,
    });
    expect(stream.lastEventTimestamp).toBeGreaterThan(
      stream.firstEventTimestamp!,
    );
  });

  it('answers the last lines first, and the others by the tokens', async () => {
    const { logStreamName } = await streamOf('fraud-detection-training');
    const { events: all = [] } = await events({
      logStreamName,
      startFromHead: true,
    });
    expect(all.length).toBeGreaterThan(200);
    expect(all.map(({ timestamp }) => timestamp)).toEqual(
      all.map(({ timestamp }) => timestamp).sort(),
    );
    expect(all.at(-1)?.message).toBe('INFO Reporting success');
    const pages: (typeof all)[] = [];
    let asked: string | undefined;
    let nextToken: string | undefined;
    do {
      asked = nextToken;
      const page = await events({ logStreamName, limit: 100, nextToken });
      pages.unshift(page.events ?? []);
      nextToken = page.nextBackwardToken;
    } while (nextToken !== asked);
    expect(pages[0]).toEqual([]);
    expect(pages.flat()).toEqual(all);
  });

  it('answers the token that it was asked with at the end, until there is more', async () => {
    const { PipelineExecutionArn = '' } = await sagemaker.send(
      new StartPipelineExecutionCommand({
        PipelineName: 'aml-alerts-training',
        ClientRequestToken: 'a'.repeat(32),
      }),
    );
    aws.advance(9);
    const job = await trainingJobOf(PipelineExecutionArn);
    const { logStreams = [] } = await streams({ logStreamNamePrefix: job });
    const { logStreamName } = logStreams[0];
    const first = await events({ logStreamName, startFromHead: true });
    expect(first.events?.[0].message).toContain('Starting container');
    const nextToken = first.nextForwardToken;
    const none = await events({
      logStreamName,
      startFromHead: true,
      nextToken,
    });
    expect(none).toMatchObject({ events: [], nextForwardToken: nextToken });
    aws.advance(60);
    const more = await events({
      logStreamName,
      startFromHead: true,
      nextToken,
    });
    expect(more.events?.at(-1)?.message).toBe('INFO Reporting success');
    const again = await events({ logStreamName, startFromHead: true });
    expect(again.events).toEqual([...first.events!, ...more.events!]);
  });

  it('ends the log of a failed job with its traceback', async () => {
    const { logStreamName } = await streamOf('loan-default-training');
    const { events: last = [] } = await events({ logStreamName, limit: 7 });
    expect(last.map(({ message }) => message)).toEqual([
      'Traceback (most recent call last):',
      expect.stringContaining('__main__.py'),
      '    main()',
      expect.any(String),
      expect.any(String),
      expect.stringMatching(/^ValueError: Input X contains NaN/),
      expect.stringContaining('exit code 1'),
    ]);
  });

  it('answers the lines of some time', async () => {
    const { logStreamName, firstEventTimestamp = 0 } = await streamOf(
      'fraud-detection-training',
    );
    const [startTime, endTime] = [
      firstEventTimestamp + 10_000,
      firstEventTimestamp + 20_000,
    ];
    const { events: some = [] } = await events({
      logStreamName,
      startTime,
      endTime,
    });
    expect(some).toHaveLength(10);
    expect(some[0].timestamp).toBe(startTime);
    expect(some.at(-1)?.timestamp).toBeLessThan(endTime);
  });

  it('orders and pages streams', async () => {
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await streams({ limit: 20, nextToken });
      names.push(
        ...(page.logStreams ?? []).map(({ logStreamName }) => logStreamName),
      );
      nextToken = page.nextToken;
    } while (nextToken);
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual([...names].sort());
    const { logStreams = [] } = await streams({
      orderBy: 'LastEventTime',
      descending: true,
    });
    const times = logStreams.map(stream => stream.lastEventTimestamp!);
    expect(times).toHaveLength(50);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it.each([
    [
      'a group that is no log group of jobs',
      () => streams({ logGroupName: '/aws/lambda/none' }),
      'ResourceNotFoundException',
    ],
    [
      'the group of an account without jobs',
      () =>
        aws
          .client(CloudWatchLogsClient, PROD)
          .send(new DescribeLogStreamsCommand({ logGroupName: TRAINING })),
      'ResourceNotFoundException',
    ],
    [
      'a stream that is not there',
      () => events({ logStreamName: 'none/algo-1-1' }),
      'ResourceNotFoundException',
    ],
    [
      'no group',
      () => streams({ logGroupName: undefined }),
      'InvalidParameterException',
    ],
    [
      'a prefix in the order of time',
      () => streams({ orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
      'InvalidParameterException',
    ],
    ['51 streams', () => streams({ limit: 51 }), 'InvalidParameterException'],
    [
      '10,001 lines',
      () => events({ logStreamName: 'none', limit: 10_001 }),
      'InvalidParameterException',
    ],
    [
      'a token that is none',
      async () => {
        const { logStreamName } = await streamOf('fraud-detection-training');
        return events({ logStreamName, nextToken: 'none' });
      },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });
});
