import {
  DriftCheckBaselines,
  FileSource,
  MetricsSource,
  ModelMetrics,
} from '@aws-sdk/client-sagemaker';
import { VersionReport } from '@mlops-foundation/backstage-plugin-sagemaker-common';

const KINDS: Record<string, VersionReport['kind']> = {
  ModelQuality: 'modelQuality',
  ModelDataQuality: 'modelDataQuality',
  Bias: 'bias',
  Explainability: 'explainability',
};

/** Every object in S3 that a version names as a report or as a baseline, in SageMaker's order. */
export function mapReports(
  metrics: ModelMetrics | undefined,
  baselines: DriftCheckBaselines | undefined,
): VersionReport[] {
  return [...reportsIn(metrics, false), ...reportsIn(baselines, true)];
}

function reportsIn(
  groups: ModelMetrics | DriftCheckBaselines | undefined,
  isBaseline: boolean,
): VersionReport[] {
  return Object.entries(groups ?? {}).flatMap(([group, parts]) =>
    Object.entries<MetricsSource | FileSource | undefined>(parts ?? {}).flatMap(
      ([part, source]) =>
        KINDS[group] && source?.S3Uri
          ? [{ kind: KINDS[group], part, uri: source.S3Uri, isBaseline }]
          : [],
    ),
  );
}
