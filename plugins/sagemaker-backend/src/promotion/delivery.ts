import {
  DeploymentStage,
  Stage,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeploymentState } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { versionIn } from '../arns';

/** The CI/CD pipeline of a group and the version that its latest execution deploys. */
export interface Delivery {
  state: DeploymentState;
  /** Undefined when the execution does not name a version of this group. */
  version?: number;
}

export function deliveryOf(groupArn: string, state: DeploymentState): Delivery {
  return { state, version: versionIn(groupArn, state.modelPackageArn) };
}

/** Where the CI/CD pipeline works, has failed or was rejected, for one promotion stage. */
export interface Progress {
  active?: DeploymentStage;
  failed?: DeploymentStage;
  rejected?: DeploymentStage;
  /** Version that this is about, where it is certain. */
  version?: number;
}

export function progressIn(
  delivery: Delivery | undefined,
  stage: Stage,
): Progress {
  const stages = delivery?.state.stages ?? [];
  const own = stages.filter(({ opens }) => opens === stage);
  const works = own.filter(({ name }) => !isApprovalStage(name));
  const active = works.find(({ status }) => isActive(status));
  return {
    active,
    failed: works.find(({ status }) => status === 'Failed'),
    rejected: own.find(
      ({ name, status }) => isApprovalStage(name) && status === 'Failed',
    ),
    version:
      active && isOvertaken(stages, active) ? undefined : delivery?.version,
  };
}

/** True while an execution goes on by itself or waits for somebody. */
export function isUnderWay(delivery: Delivery | undefined): boolean {
  return Boolean(
    delivery?.state.stages.some(
      ({ status }) => status === 'Waiting' || isActive(status),
    ),
  );
}

/** A stage at work behind another one at work belongs to an earlier execution. */
function isOvertaken(stages: DeploymentStage[], stage: DeploymentStage) {
  return stages
    .slice(0, stages.indexOf(stage))
    .some(({ status }) => status === 'Waiting' || isActive(status));
}

function isActive(status: DeploymentStage['status']) {
  return status === 'InProgress' || status === 'Stopping';
}

/** A rejected approval fails its stage too, but nothing has broken. */
function isApprovalStage(name: string) {
  return /approv/i.test(name);
}
