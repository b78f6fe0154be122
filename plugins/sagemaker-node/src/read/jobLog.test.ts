import { StubError } from '../testing/awsStub';
import { stubbedAws } from '../testing/stubbedAws';
import { encodeCursor } from './cursor';

const JOB = {
  arn: 'arn:aws:sagemaker:eu-west-1:210000000002:training-job/train',
  logGroup: '/aws/sagemaker/TrainingJobs',
  logStreamPrefix: 'Train/',
};
const START = Date.parse('2026-01-01T10:00:00Z');

describe('log of a job', () => {
  const t = stubbedAws();

  /** Streams by name, each with the seconds at which it has a line; answers as CloudWatch does. */
  function given(streams: Record<string, number[]>) {
    t.answers.DescribeLogStreams = ({ input }) => ({
      logStreams: Object.entries(streams)
        .slice(0, Number(input.limit))
        .map(([logStreamName, [first]]) => ({
          logStreamName,
          firstEventTimestamp:
            first === undefined ? first : START + first * 1000,
        })),
    });
    t.answers.GetLogEvents = ({ input }) => {
      const lines = streams[String(input.logStreamName)];
      const end =
        input.nextToken === undefined
          ? lines.length
          : Number(String(input.nextToken).slice(2));
      const begin = Math.max(0, end - Number(input.limit));
      return {
        events: lines.slice(begin, end).map(second => ({
          timestamp: START + second * 1000,
          message: `line ${second}`,
        })),
        nextBackwardToken: `b/${begin}`,
      };
    };
  }

  const read = (limit: number, cursor?: string) =>
    t.aws.jobs.log(JOB, { limit, cursor });

  async function walk(limit: number) {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await read(limit, cursor);
      pages.unshift(page.lines.map(({ message }) => message));
      cursor = page.nextCursor;
    } while (cursor);
    return pages;
  }

  it.each([
    [10, [['line 1', 'line 2', 'line 3', 'line 4', 'line 5']]],
    [
      3,
      [
        ['line 1', 'line 2'],
        ['line 3', 'line 4', 'line 5'],
      ],
    ],
    [2, [['line 1'], ['line 2', 'line 3'], ['line 4', 'line 5']]],
  ])('shows its last %i lines first', async (limit, pages) => {
    given({ 'Train/algo-1-1': [1, 2, 3, 4, 5] });
    expect(await walk(limit)).toEqual(pages);
  });

  it('asks twice for the first page, and once for another', async () => {
    given({ 'Train/algo-1-1': [1, 2, 3, 4, 5] });
    const { nextCursor, ...page } = await read(3);
    expect(page).toEqual({
      lines: [3, 4, 5].map(second => ({
        at: new Date(START + second * 1000).toISOString(),
        message: `line ${second}`,
        stream: 'Train/algo-1-1',
      })),
      truncated: false,
      consoleUrl:
        'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fsagemaker$252FTrainingJobs$3FlogStreamNameFilter$3DTrain$2F',
    });
    await read(3, nextCursor);
    expect(t.calls().map(({ operation }) => operation)).toEqual([
      'DescribeLogStreams',
      'GetLogEvents',
      'GetLogEvents',
    ]);
  });

  it('ends when CloudWatch gives back the token that it got', async () => {
    given({ 'Train/algo-1-1': [1, 2, 3, 4] });
    expect(await walk(2)).toEqual([
      [],
      ['line 1', 'line 2'],
      ['line 3', 'line 4'],
    ]);
  });

  it('puts the lines of several instances in the order of time, and loses none', async () => {
    given({
      'Train/algo-1-1': [1, 3, 5],
      'Train/algo-2-1': [2, 4, 6, 8, 10],
      'Train/algo-3-1': [],
    });
    const pages = await walk(6);
    expect(pages.at(-1)).toEqual(['line 3', 'line 5', 'line 8', 'line 10']);
    expect(pages.flat().sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 8, 10].map(second => `line ${second}`).sort(),
    );
  });

  it('says that it leaves out instances of a large cluster', async () => {
    given(
      Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [`Train/algo-${at}`, [at]]),
      ),
    );
    const { lines, truncated } = await read(100);
    expect(truncated).toBe(true);
    expect(lines).toHaveLength(5);
  });

  it('shortens what is endless', async () => {
    given({ 'Train/algo-1-1': [1] });
    t.answers.GetLogEvents = () => ({
      events: [{ timestamp: START, message: 'x'.repeat(20_000) }],
    });
    const { lines, truncated } = await read(10);
    expect(truncated).toBe(true);
    expect(lines[0].message).toHaveLength(8_001);
  });

  it.each<[string, () => object]>([
    ['no stream yet', () => ({ logStreams: [] })],
    [
      'no group yet',
      () => {
        throw new StubError('ResourceNotFoundException', 'no group');
      },
    ],
  ])('is empty while there is %s', async (_, answer) => {
    t.answers.DescribeLogStreams = answer;
    await expect(read(10)).resolves.toMatchObject({
      lines: [],
      truncated: false,
      nextCursor: undefined,
    });
  });

  it('fails when CloudWatch refuses', async () => {
    t.answers.DescribeLogStreams = () => {
      throw new StubError('AccessDeniedException', 'no');
    };
    await expect(read(10)).rejects.toMatchObject({
      message: expect.stringContaining('allow logs:DescribeLogStreams'),
    });
  });

  it.each([
    ['InputError', 'x'],
    [
      'NotFoundError',
      encodeCursor({
        streams: [{ name: 'Other/algo-1-1', token: 'b/1' }],
        more: false,
      }),
    ],
  ])('leads nowhere else: %s', async (name, cursor) => {
    await expect(read(10, cursor)).rejects.toMatchObject({ name });
    expect(t.stub.calls).toEqual([]);
  });
});
