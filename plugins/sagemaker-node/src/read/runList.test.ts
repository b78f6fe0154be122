import { StubError } from '../testing/awsStub';
import { stubbedAws } from '../testing/stubbedAws';
import { runExpression } from './runList';

const arn = (name: string, account = '210000000002') =>
  `arn:aws:sagemaker:eu-west-1:${account}:pipeline/${name}`;
const DEV = arn('churn-training');
const PROD = arn('churn-inference', '210000000004');

const execution = (pipelineArn: string, id: string, startedAt: string) => ({
  PipelineExecution: {
    PipelineArn: pipelineArn,
    PipelineExecutionArn: `${pipelineArn}/execution/${id}`,
    PipelineExecutionStatus: 'Succeeded',
    CreationTime: Date.parse(startedAt) / 1000,
  },
});

describe('run list', () => {
  const t = stubbedAws();

  /** Answers as AWS does: newest first, before a time, at most so many. */
  function given(...runs: ReturnType<typeof execution>[]) {
    t.answers.Search = ({ accountId, input }) => {
      const expression = JSON.stringify(input.SearchExpression);
      const before = /"LessThan","Value":"([^"]+)"/.exec(expression)?.[1];
      const found = runs
        .map(({ PipelineExecution }) => PipelineExecution)
        .filter(
          ({ PipelineArn, CreationTime }) =>
            PipelineArn.includes(`:${accountId}:`) &&
            (!before || CreationTime < Date.parse(before) / 1000),
        )
        .sort((a, b) => b.CreationTime - a.CreationTime);
      const size = Number(input.MaxResults);
      return {
        Results: found
          .slice(0, size)
          .map(PipelineExecution => ({ PipelineExecution })),
        NextToken: found.length > size ? 'more' : undefined,
      };
    };
  }

  async function walk(limit: number) {
    const ids: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await t.aws.runs.list([DEV, PROD], { limit, cursor });
      ids.push(page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    return ids;
  }

  it.each([1, 2, 3, 4, 7, 100])(
    'shows each run of two accounts once, newest first, %i a page',
    async limit => {
      given(
        execution(DEV, 'd1', '2026-01-01T10:00:00.900Z'),
        execution(PROD, 'p1', '2026-01-01T10:00:00.500Z'),
        execution(DEV, 'd2', '2026-01-01T10:00:00.500Z'),
        execution(DEV, 'd3', '2026-01-01T10:00:00.100Z'),
        execution(PROD, 'p2', '2026-01-01T09:00:00Z'),
        execution(PROD, 'p3', '2026-01-01T08:00:00Z'),
        execution(DEV, 'd4', '2025-12-01T00:00:00Z'),
      );
      const pages = await walk(limit);
      expect(pages.flat()).toHaveLength(7);
      expect(new Set(pages.flat()).size).toBe(7);
      expect([...pages.flat().slice(0, 1), ...pages.flat().slice(4)]).toEqual([
        'd1',
        'p2',
        'p3',
        'd4',
      ]);
      expect(pages.every(page => page.length > 0)).toBe(true);
    },
  );

  it('asks each account once for a page', async () => {
    given(execution(DEV, 'd1', '2026-01-01T10:00:00Z'));
    await t.aws.runs.list([DEV, arn('other'), PROD]);
    expect(t.stub.count('Search')).toBe(2);
  });

  it('asks nobody about no pipelines', async () => {
    await expect(t.aws.runs.list([])).resolves.toMatchObject({ items: [] });
    expect(t.stub.calls).toEqual([]);
  });

  it('shows what it can, and says what it cannot', async () => {
    t.answers.Search = ({ accountId }) => {
      if (accountId === '210000000004') {
        throw new StubError('AccessDeniedException', 'no');
      }
      return {
        Results: [
          execution(DEV, 'd1', '2026-01-01T10:00:00Z'),
          { PipelineExecution: { PipelineExecutionArn: 'broken' } },
        ],
      };
    };
    await expect(t.aws.runs.list([DEV, PROD])).resolves.toMatchObject({
      items: [{ id: 'd1' }],
      skipped: [{ id: 'broken' }],
      unreadable: [expect.stringContaining('210000000004')],
      nextCursor: undefined,
    });
  });

  it('fails when nothing can be read', async () => {
    t.answers.Search = () => {
      throw new StubError('AccessDeniedException', 'no');
    };
    await expect(t.aws.runs.list([DEV, PROD])).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  it.each(['x', '', Buffer.from('{"before":"now"}').toString('base64url')])(
    'refuses the cursor %j',
    async cursor => {
      await expect(t.aws.runs.list([DEV], { cursor })).rejects.toMatchObject({
        name: 'InputError',
      });
    },
  );
});

describe('runExpression', () => {
  const equals = { Name: 'PipelineArn', Operator: 'Equals', Value: DEV };

  it.each([
    [{}, { Filters: [equals] }],
    [
      { statuses: ['Failed', 'Stopped'] as const },
      {
        Filters: [
          equals,
          {
            Name: 'PipelineExecutionStatus',
            Operator: 'In',
            Value: 'Failed,Stopped',
          },
        ],
      },
    ],
    [
      { since: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' },
      {
        Filters: [
          equals,
          {
            Name: 'CreationTime',
            Operator: 'GreaterThanOrEqualTo',
            Value: '2026-01-01T00:00:00Z',
          },
          {
            Name: 'CreationTime',
            Operator: 'LessThan',
            Value: '2026-02-01T00:00:00Z',
          },
        ],
      },
    ],
  ])('of one pipeline with %j', (query, expected) => {
    const statuses = 'statuses' in query ? [...query.statuses] : undefined;
    expect(runExpression([DEV], { ...query, statuses })).toEqual(expected);
  });

  it('names as many pipelines as one value of AWS can hold', () => {
    const arns = Array.from({ length: 40 }, (_, at) => arn(`pipeline-${at}`));
    const { SubExpressions, Filters } = runExpression(arns, {});
    expect(Filters).toEqual([]);
    const [{ Filters: named = [], Operator } = {}] = SubExpressions ?? [];
    expect(Operator).toBe('Or');
    expect(named.flatMap(({ Value }) => Value?.split(','))).toEqual(arns);
    expect(named.every(({ Value = '' }) => Value.length <= 1024)).toBe(true);
    expect(named.length).toBeLessThan(5);
  });

  it('says when there are too many', () => {
    const arns = Array.from({ length: 500 }, (_, at) => arn(`pipeline-${at}`));
    expect(() => runExpression(arns, {})).toThrow('500 pipelines');
  });
});
