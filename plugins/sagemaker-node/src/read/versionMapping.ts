import { ModelPackage } from '@aws-sdk/client-sagemaker';
import { InputError } from '@backstage/errors';
import {
  ModelVersion,
  VersionDetail,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { mapModelCard } from './modelCard';
import { mapUser } from './runMapping';
import { mapReports } from './versionReports';

/** What a version's own record says. */
export type VersionContent = Omit<
  VersionDetail,
  'metrics' | 'metricsProblem' | 'asOf'
>;

/** Throws an InputError for a package that is no version of a group. */
export function mapVersion(record: ModelPackage): ModelVersion {
  const {
    ModelPackageArn: arn,
    ModelPackageVersion: version,
    ModelPackageStatus: status,
    CreationTime: created,
    ModelLifeCycle: lifecycle,
    MetadataProperties: metadata,
  } = record;
  if (!arn || !version || !status || !created) {
    throw new InputError(
      `The model package '${arn}' has no version, status or creation time`,
    );
  }
  const images = (record.InferenceSpecification?.Containers ?? []).flatMap(
    ({ Image }) => Image ?? [],
  );
  return {
    arn,
    version,
    description: record.ModelPackageDescription,
    status,
    approvalStatus: record.ModelApprovalStatus ?? 'PendingManualApproval',
    approvalDescription: record.ApprovalDescription,
    createdAt: created.toISOString(),
    createdBy: mapUser(record.CreatedBy),
    modifiedAt: (record.LastModifiedTime ?? created).toISOString(),
    modifiedBy: mapUser(record.LastModifiedBy),
    lifecycle: lifecycle?.Stage
      ? {
          stage: lifecycle.Stage,
          status: lifecycle.StageStatus ?? '',
          description: lifecycle.StageDescription,
        }
      : undefined,
    commit: metadata?.CommitId,
    repository: metadata?.Repository,
    runArn: metadata?.GeneratedBy,
    metricsUri: record.ModelMetrics?.ModelQuality?.Statistics?.S3Uri,
    images: images.length > 0 ? images : undefined,
  };
}

/** A version with all that it points to; its metrics are read from `version.metricsUri`. */
export function mapVersionContent(record: ModelPackage): VersionContent {
  return {
    version: mapVersion(record),
    reports: mapReports(record.ModelMetrics, record.DriftCheckBaselines),
    metadata: Object.entries(record.CustomerMetadataProperties ?? {}).map(
      ([name, value]) => ({ name, value }),
    ),
    modelData: (record.InferenceSpecification?.Containers ?? []).flatMap(
      ({ ModelDataUrl, ModelDataSource }) =>
        ModelDataUrl ?? ModelDataSource?.S3DataSource?.S3Uri ?? [],
    ),
    modelCard: mapModelCard(record.ModelCard),
  };
}

/** What a person saw of a version, to be compared when the decision arrives. */
export function approvalState(
  version: Pick<ModelVersion, 'approvalStatus' | 'modifiedAt' | 'createdAt'>,
): string {
  return `${version.approvalStatus}@${version.modifiedAt ?? version.createdAt}`;
}

/**
 * Whether two approval states are the same. Search and Describe need not agree
 * on fractions of a second, so whole seconds are compared.
 */
export function sameApprovalState(one: string, other: string): boolean {
  return withoutFraction(one) === withoutFraction(other);
}

function withoutFraction(state: string): string {
  return state.replace(/\.\d+Z$/, 'Z');
}
