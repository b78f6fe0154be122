import { fraction } from './random';

/** What a model of the demo world reaches, the same on every start. */
export interface Metrics {
  accuracy: number;
  auc: number;
  f1: number;
  precision: number;
  recall: number;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Versions get slowly better, with ups and downs; accuracy is 0.83 to 0.95. */
export function metricsOf(modelGroup: string, version: number): Metrics {
  const at = (name: string) =>
    fraction(`${modelGroup}/${version}/${name}`) - 0.5;
  const base = 0.84 + 0.04 * fraction(modelGroup);
  const gain = 0.05 * (1 - 1 / (1 + version / 8));
  const accuracy = base + gain + 0.02 * at('accuracy');
  return {
    accuracy: round(accuracy),
    auc: round(accuracy + 0.03 + 0.01 * at('auc')),
    f1: round(accuracy - 0.04 + 0.02 * at('f1')),
    precision: round(accuracy - 0.03 + 0.02 * at('precision')),
    recall: round(accuracy - 0.05 + 0.02 * at('recall')),
  };
}

/** The evaluation report as SageMaker Model Monitor and Studio read it. */
export function evaluationReport(metrics: Record<string, number>): string {
  return JSON.stringify(
    {
      binary_classification_metrics: Object.fromEntries(
        Object.entries(metrics).map(([name, value]) => [
          name,
          { value, standard_deviation: 'NaN' },
        ]),
      ),
    },
    null,
    2,
  );
}
