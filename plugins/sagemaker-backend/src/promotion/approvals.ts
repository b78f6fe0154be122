import { Approval } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  approvalState,
  DeploymentState,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  cicdApprovalId,
  registryApprovalId,
  stageOpenedBy,
} from '../approvals/approvalIds';
import { versionIn } from '../arns';
import { PromotionFacts } from './facts';

/**
 * Versions that wait in the registry: those newer than the newest approved one,
 * newest first. Older ones have been overtaken.
 */
export function registryApprovals(
  { versions }: Pick<PromotionFacts, 'versions'>,
  approved: number | undefined,
): Approval[] {
  return versions
    .filter(
      ({ version, status, approvalStatus }) =>
        approvalStatus === 'PendingManualApproval' &&
        status === 'Completed' &&
        version > (approved ?? 0),
    )
    .sort((a, b) => b.version - a.version)
    .map(version => ({
      id: registryApprovalId(version.version),
      kind: 'registry',
      stage: 'staging',
      title: `Approve version ${version.version} for staging`,
      version: version.version,
      modelPackageArn: version.arn,
      since: version.modifiedAt ?? version.createdAt,
      expected: approvalState(version),
    }));
}

/** Manual approvals of the CI/CD pipeline, without those of another group's models. */
export function cicdApprovals(
  groupArn: string,
  state: DeploymentState | undefined,
): Approval[] {
  return (state?.approvals ?? [])
    .filter(({ modelPackageArn }) => mayBeOf(groupArn, modelPackageArn))
    .map(approval => {
      const { stageName, actionName, modelPackageArn } = approval;
      const version = versionIn(groupArn, modelPackageArn);
      const stage = stageOpenedBy(stageName, actionName);
      return {
        id: cicdApprovalId(stageName, actionName),
        kind: 'cicd',
        stage,
        title: `Approve ${
          version ? `version ${version}` : 'the deployment'
        } for ${stage}`,
        version,
        modelPackageArn,
        since: approval.since,
        expected: approval.token,
        pipelineName: state?.pipelineName,
        url: approval.url,
      };
    });
}

/** False when the execution says that it deploys something else. */
export function mayBeOf(groupArn: string, modelPackageArn: string | undefined) {
  return (
    modelPackageArn === undefined ||
    versionIn(groupArn, modelPackageArn) !== undefined
  );
}
