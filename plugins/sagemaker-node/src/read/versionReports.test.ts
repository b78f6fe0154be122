import { mapReports } from './versionReports';

const source = (name: string) => ({
  ContentType: 'application/json',
  S3Uri: `s3://bucket/${name}`,
});

it('lists reports before baselines, with their own names', () => {
  expect(
    mapReports(
      {
        ModelQuality: { Statistics: source('evaluation.json') },
        Bias: { PreTrainingReport: source('bias.json') },
        Explainability: {},
      },
      {
        ModelDataQuality: {
          Statistics: source('statistics.json'),
          Constraints: source('constraints.json'),
        },
        Bias: { ConfigFile: source('config.json') },
      },
    ).map(({ kind, part, uri, isBaseline }) => [kind, part, uri, isBaseline]),
  ).toEqual([
    ['modelQuality', 'Statistics', 's3://bucket/evaluation.json', false],
    ['bias', 'PreTrainingReport', 's3://bucket/bias.json', false],
    ['modelDataQuality', 'Statistics', 's3://bucket/statistics.json', true],
    ['modelDataQuality', 'Constraints', 's3://bucket/constraints.json', true],
    ['bias', 'ConfigFile', 's3://bucket/config.json', true],
  ]);
});

it('is empty for a version that names none', () => {
  expect(mapReports(undefined, undefined)).toEqual([]);
});
