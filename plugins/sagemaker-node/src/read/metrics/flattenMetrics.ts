import { Metric } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** More than this is a table of data, not metrics. */
const MAX_METRICS = 100;
/** Deeper than any report that SageMaker describes. */
const MAX_DEPTH = 8;

/** Groups of SageMaker's model quality report: the figures below them are told apart by name. */
const GROUPS =
  /^(binary_classification|multiclass_classification|regression|time_series_forecasting|ranking)_metrics$/;

type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The figures of an evaluation report, in its order: SageMaker's own format for
 * model quality (`{ "<problem>_metrics": { "auc": { "value": 0.9 } } }`) and any other
 * JSON that holds numbers. Lists, such as the points of a curve, are left out, and so
 * is what comes after the hundredth figure.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 */
export function flattenMetrics(report: Json): Metric[] {
  const metrics: Metric[] = [];
  const walk = (value: Json, path: string[]) => {
    if (metrics.length >= MAX_METRICS || path.length > MAX_DEPTH) {
      return;
    }
    const figure =
      isObject(value) && typeof value.value === 'number' ? value.value : value;
    if (typeof figure === 'number') {
      if (Number.isFinite(figure)) {
        metrics.push({ name: path.join('.') || 'value', value: figure });
      }
      return;
    }
    if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        walk(
          child,
          path.length === 0 && GROUPS.test(key) ? [] : [...path, key],
        );
      }
    }
  };
  walk(report, []);
  return metrics;
}
