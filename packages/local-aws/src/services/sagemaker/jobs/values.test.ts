import { resolveValue, Scope, valueAt } from './values';

const SCOPE: Scope = {
  get: reference =>
    ({ 'Parameters.Count': 2, 'Parameters.Bucket': 'lake' }[reference]),
  metric: path => (path.endsWith('auc.value') ? 0.91 : undefined),
};

describe('resolveValue', () => {
  it.each([
    ['a literal', 'ml.m5.large', 'ml.m5.large'],
    ['a reference with its type', { Get: 'Parameters.Count' }, 2],
    ['what is not known', { Get: 'Parameters.None' }, 'Parameters.None'],
    [
      'a join in a join',
      {
        'Std:Join': {
          On: '/',
          Values: [
            {
              'Std:Join': {
                On: '',
                Values: ['s3://', { Get: 'Parameters.Bucket' }],
              },
            },
            'raw',
          ],
        },
      },
      's3://lake/raw',
    ],
    [
      'a metric of a report',
      { 'Std:JsonGet': { PropertyFile: {}, Path: 'metrics.auc.value' } },
      0.91,
    ],
    [
      'what is deep inside',
      [{ Cluster: { Count: { Get: 'Parameters.Count' }, Type: 'a' } }],
      [{ Cluster: { Count: 2, Type: 'a' } }],
    ],
  ])('resolves %s', (_, value, expected) => {
    expect(resolveValue(value, SCOPE)).toEqual(expected);
  });
});

describe('valueAt', () => {
  const JOB = {
    ProcessingOutputConfig: {
      Outputs: [
        { OutputName: 'train', S3Output: { S3Uri: 's3://lake/train' } },
        { OutputName: 'test', S3Output: { S3Uri: 's3://lake/test' } },
      ],
    },
    FinalMetricDataList: [{ MetricName: 'validation:auc', Value: 0.9 }],
  };

  it.each([
    ["ProcessingOutputConfig.Outputs['test'].S3Output.S3Uri", 's3://lake/test'],
    ['ProcessingOutputConfig.Outputs[0].S3Output.S3Uri', 's3://lake/train'],
    ["FinalMetricDataList['validation:auc'].Value", 0.9],
    ["ProcessingOutputConfig.Outputs['none'].S3Output.S3Uri", undefined],
    ['ModelArtifacts.S3ModelArtifacts', undefined],
  ])('%s is %s', (path, expected) => {
    expect(valueAt(JOB, path)).toBe(expected);
  });
});
