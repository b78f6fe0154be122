import { version, versionDetail } from '../__testUtils__/fixtures';
import { compare, formatMetric } from './comparison';

const group = (title: string, ...args: Parameters<typeof compare>) =>
  compare(...args).find(one => one.title === title)?.rows;

const fourteen = versionDetail();
const twelve = versionDetail({
  version: version({ version: 12, commit: 'fedcba' }),
  metrics: [
    { name: 'auc', value: 0.93 },
    { name: 'recall', value: 0.5 },
  ],
  reports: [],
});

describe('two versions side by side', () => {
  it('differ in figures by an amount', () => {
    expect(group('Metrics', [twelve, fourteen])).toEqual([
      {
        name: 'auc',
        values: ['0.93', '0.91'],
        differs: true,
        change: '−0.02',
      },
      {
        name: 'recall',
        values: ['0.5', undefined],
        differs: true,
        change: undefined,
      },
    ]);
  });

  it('differ in code, and are the same in the run', () => {
    const rows = group('Code', [twelve, fourteen])!;
    expect(rows.map(({ name, differs }) => [name, differs])).toEqual([
      ['Commit', true],
      ['Run', false],
    ]);
  });

  it('differ in what only one has', () => {
    expect(group('Reports', [twelve, fourteen])).toEqual([
      {
        name: 'Model quality: Statistics',
        values: [undefined, 's3://bucket/evaluation.json'],
        differs: true,
      },
    ]);
  });

  it('have no group that neither has anything in', () => {
    const titles = compare([twelve, fourteen]).map(({ title }) => title);
    expect(titles).not.toContain('Baselines for drift');
    expect(titles).not.toContain('Model card');
  });
});

it('shows one version without differences', () => {
  expect(
    compare([fourteen]).flatMap(({ rows }) => rows.filter(row => row.differs)),
  ).toEqual([]);
});

it.each([
  [0.1 + 0.2, '0.3'],
  [0.123456789, '0.123457'],
  [1234567, '1234570'],
  [-0, '0'],
  [12, '12'],
])('writes the figure %d as %s', (value, text) => {
  expect(formatMetric(value)).toBe(text);
});
