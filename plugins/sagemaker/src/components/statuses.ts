import type {
  AccountSetSpec,
  DeploymentStageStatusEnum,
  ModelVersionApprovalStatusEnum,
  ModelVersionStatusEnum,
  RunStatus,
  RunStepStatusEnum,
  StageStateStatusEnum,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

export type Tone = 'success' | 'danger' | 'warning' | 'progress' | 'neutral';

export interface StatusLook {
  tone: Tone;
  label: string;
}

type KnownStatus =
  | AccountSetSpec['state']
  | DeploymentStageStatusEnum
  | ModelVersionApprovalStatusEnum
  | ModelVersionStatusEnum
  | RunStatus
  | RunStepStatusEnum
  | StageStateStatusEnum;

const LOOKS: Record<KnownStatus, StatusLook> = {
  // runs and steps
  Starting: { tone: 'progress', label: 'Starting' },
  Executing: { tone: 'progress', label: 'Running' },
  Stopping: { tone: 'progress', label: 'Stopping' },
  Stopped: { tone: 'neutral', label: 'Stopped' },
  Failed: { tone: 'danger', label: 'Failed' },
  Succeeded: { tone: 'success', label: 'Succeeded' },
  // versions
  Pending: { tone: 'neutral', label: 'Pending' },
  Completed: { tone: 'success', label: 'Registered' },
  Deleting: { tone: 'progress', label: 'Being deleted' },
  Approved: { tone: 'success', label: 'Approved' },
  Rejected: { tone: 'danger', label: 'Rejected' },
  PendingManualApproval: { tone: 'warning', label: 'Waiting for approval' },
  // stages of the CI/CD pipeline
  NotStarted: { tone: 'neutral', label: 'Not started' },
  InProgress: { tone: 'progress', label: 'In progress' },
  Cancelled: { tone: 'neutral', label: 'Cancelled' },
  Waiting: { tone: 'warning', label: 'Waiting for approval' },
  // stages of the promotion
  empty: { tone: 'neutral', label: 'Nothing yet' },
  running: { tone: 'success', label: 'Running' },
  deploying: { tone: 'progress', label: 'Deploying' },
  rolledBack: { tone: 'danger', label: 'Rolled back' },
  unknown: { tone: 'warning', label: 'Not readable' },
  // account sets
  provisioning: { tone: 'progress', label: 'Being provisioned' },
  active: { tone: 'success', label: 'Active' },
  decommissioning: { tone: 'progress', label: 'Being decommissioned' },
  decommissioned: { tone: 'neutral', label: 'Decommissioned' },
  failed: { tone: 'danger', label: 'Failed' },
};

const isKnown = (status: string): status is KnownStatus =>
  Object.hasOwn(LOOKS, status);

/** A status that AWS adds some day shows under its own name. */
export function statusLook(status: string): StatusLook {
  return isKnown(status) ? LOOKS[status] : { tone: 'neutral', label: status };
}

/** What the dev stage has is registered, not served by an endpoint. */
export function stageLook(stage: string, status: string): StatusLook {
  return stage === 'dev' && status === 'running'
    ? { tone: 'success', label: 'Registered' }
    : statusLook(status);
}
