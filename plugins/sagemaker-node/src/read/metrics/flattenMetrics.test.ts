import { flattenMetrics } from './flattenMetrics';

it.each<[string, unknown, [string, number][]]>([
  [
    "SageMaker's own format",
    {
      binary_classification_metrics: {
        auc: { value: 0.91, standard_deviation: 0.01 },
        accuracy: { value: 0.8 },
        confusion_matrix: { '0': { '0': 10, '1': 2 } },
        receiver_operating_characteristic_curve: {
          false_positive_rates: [0, 1],
        },
      },
    },
    [
      ['auc', 0.91],
      ['accuracy', 0.8],
      ['confusion_matrix.0.0', 10],
      ['confusion_matrix.0.1', 2],
    ],
  ],
  [
    'plain numbers',
    { rmse: 3.2, mae: 0 },
    [
      ['rmse', 3.2],
      ['mae', 0],
    ],
  ],
  [
    'numbers in groups of the team',
    { test: { f1: 0.7 }, train: { f1: 0.9 } },
    [
      ['test.f1', 0.7],
      ['train.f1', 0.9],
    ],
  ],
  ['a single number', 0.5, [['value', 0.5]]],
  ['words', { model: 'xgboost', tuned: true, none: null }, []],
  ['a list', [1, 2, 3], []],
  ['nothing', null, []],
])('figures of %s', (_, report, metrics) => {
  expect(
    flattenMetrics(report).map(({ name, value }) => [name, value]),
  ).toEqual(metrics);
});

it('stops at a hundred figures, and at what is nested too deep', () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`m${index}`, index]),
  );
  expect(flattenMetrics(many)).toHaveLength(100);
  let deep: unknown = 1;
  for (let level = 0; level < 50; level++) deep = { a: deep };
  expect(flattenMetrics(deep)).toEqual([]);
});
