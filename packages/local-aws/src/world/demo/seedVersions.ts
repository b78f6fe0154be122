import type { ModelLifeCycle } from '@aws-sdk/client-sagemaker';
import { createBucket } from '../../services/platform/s3/store';
import {
  ModelPackageRecord,
  sagemakerOf,
  toArn,
} from '../../services/sagemaker/store';
import { metricsOf } from '../metrics';
import { fraction, hex } from '../random';
import {
  outputsOf,
  versionContent,
  writeReports,
} from '../simulations/registration';
import { namesOf, targetsOf } from '../useCase';
import { portal } from './people';
import { SeedContext } from './seedContext';
import { DemoUseCase } from './useCases';

/** Id of the run that made a version. */
export function runIdOf(useCaseName: string, version: number): string {
  return hex(`${useCaseName}/run/${version}`, 12);
}

/** The newest as the table says; what was deployed was approved; some others were not. */
function approvalOf(demo: DemoUseCase, version: number) {
  if (version === demo.versions) {
    return demo.newest;
  }
  const isDeployed = [demo.staging, demo.prod, demo.deploying].includes(
    version,
  );
  return !isDeployed &&
    version < demo.versions - 2 &&
    fraction(`${demo.name}/${version}/rejected`) < 0.25
    ? 'Rejected'
    : 'Approved';
}

function lifecycleOf(
  demo: DemoUseCase,
  version: number,
): ModelLifeCycle | undefined {
  if (version === demo.prod) {
    return { Stage: 'Production', StageStatus: 'Approved' };
  }
  return version === demo.staging
    ? { Stage: 'PreProduction', StageStatus: 'InProgress' }
    : undefined;
}

const DECISIONS = {
  Approved: 'KPIs and code quality are fine (approved by user:default/lead)',
  Rejected:
    'Recall on new customers is below the agreed minimum (rejected by user:default/lead)',
  PendingManualApproval: undefined,
};

/** The registered versions, with their reports in S3. */
export function seedVersions(context: SeedContext) {
  const { world, demo, useCase, timeline } = context;
  const { tooling } = targetsOf(useCase);
  const names = namesOf(useCase);
  const store = sagemakerOf(world, tooling);
  const bucket = createBucket(world, tooling, names.artifactBucket, {
    shared: true,
  });
  for (let version = 1; version <= demo.versions; version++) {
    const runId = runIdOf(useCase.name, version);
    const outputs = outputsOf(bucket, useCase.name, runId);
    const status = approvalOf(demo, version) ?? 'PendingManualApproval';
    const isDecided = status !== 'PendingManualApproval';
    const record: ModelPackageRecord = {
      ...versionContent(outputs),
      ModelPackageArn: toArn(
        tooling,
        'model-package',
        `${names.modelGroup}/${version}`,
      ),
      ModelPackageName: names.modelGroup,
      ModelPackageGroupName: names.modelGroup,
      ModelPackageVersion: version,
      ModelPackageDescription: `Trained by ${names.trainingPipeline}`,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: status,
      ApprovalDescription: DECISIONS[status],
      ModelLifeCycle: lifecycleOf(demo, version),
      MetadataProperties: {
        CommitId: hex(runId, 40),
        Repository: names.buildRepository,
        GeneratedBy: `${names.trainingPipelineArn}/execution/${runId}`,
        ProjectId: useCase.projectId,
      },
      CreatedBy: portal(targetsOf(useCase).dev),
      CreationTime: timeline.registered(version),
      LastModifiedTime: isDecided
        ? timeline.decided(version)
        : timeline.registered(version),
      LastModifiedBy: isDecided ? portal(tooling) : undefined,
    };
    store.modelPackages.set(record.ModelPackageArn, record);
    store.tags.set(record.ModelPackageArn, []);
    writeReports(world, outputs, {
      ...metricsOf(names.modelGroup, version),
    });
  }
}
