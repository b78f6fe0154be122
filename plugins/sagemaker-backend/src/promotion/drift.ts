import {
  Drift,
  ModelVersion,
  StageState,
  TAG_DEPLOYMENT_PIPELINE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Delivery, isUnderWay, progressIn } from './delivery';

export interface DriftInput {
  versions: ModelVersion[];
  /** Newest approved version. */
  approved?: number;
  staging: StageState;
  prod: StageState;
  delivery?: Delivery;
  /** False when no CI/CD pipeline is linked. */
  linked: boolean;
}

/** Differences between what should be and what is. Says nothing about what could not be read. */
export function driftOf(input: DriftInput): Drift[] {
  const { staging, prod } = input;
  return [
    ...approvedNotRunning(input),
    ...[staging, prod].flatMap(state => [
      ...runningNotApproved(state, input.versions),
      ...unregisteredRunning(state),
    ]),
    ...stagingOlderThanProd(staging, prod),
  ];
}

function approvedNotRunning(input: DriftInput): Drift[] {
  const { approved, prod, delivery } = input;
  if (
    approved === undefined ||
    prod.status === 'unknown' ||
    prod.status === 'deploying' ||
    (prod.version ?? 0) >= approved ||
    isUnderWay(delivery)
  ) {
    return [];
  }
  const runs = prod.version
    ? `runs version ${prod.version}`
    : 'runs no version';
  return [
    {
      kind: 'approved-not-running',
      stage: 'prod',
      message: `Prod ${runs}, but version ${approved} is approved.`,
      nextStep: nextStepTowardsProd(input),
    },
  ];
}

function nextStepTowardsProd({ delivery, linked, approved }: DriftInput) {
  if (!linked) {
    return `Link the CI/CD pipeline: tag the model group with ${TAG_DEPLOYMENT_PIPELINE} = the ARN of its CodePipeline.`;
  }
  if (!delivery) {
    return 'See why the CI/CD pipeline could not be read.';
  }
  const { pipelineName } = delivery.state;
  const outcomes = [
    progressIn(delivery, 'staging'),
    progressIn(delivery, 'prod'),
  ];
  const failed = outcomes.find(outcome => outcome.failed)?.failed;
  if (failed) {
    return `Repair what failed in '${failed.name}' of '${pipelineName}' and retry that stage.`;
  }
  if (outcomes.some(({ rejected }) => rejected)) {
    return `Version ${approved} was rejected in '${pipelineName}': reject it in the registry too, or release it again.`;
  }
  return `Start '${pipelineName}' for version ${approved}.`;
}

function runningNotApproved(
  state: StageState,
  versions: ModelVersion[],
): Drift[] {
  const served = new Set(state.running.flatMap(({ version }) => version ?? []));
  return versions
    .filter(
      ({ version, approvalStatus }) =>
        served.has(version) && approvalStatus !== 'Approved',
    )
    .map(({ version, approvalStatus }) => ({
      kind: 'running-not-approved',
      stage: state.stage,
      message: `Version ${version} runs in ${state.stage}, but its approval status is ${approvalStatus}.`,
      nextStep: `Approve version ${version}, or deploy an approved one to ${state.stage}.`,
    }));
}

function unregisteredRunning(state: StageState): Drift[] {
  return state.running
    .filter(({ version }) => version === undefined)
    .map(({ endpointName, modelName }) => ({
      kind: 'unregistered-running',
      stage: state.stage,
      message: `Endpoint '${endpointName}' in ${state.stage} serves '${modelName}', which is no version of this group.`,
      nextStep: 'Register the model and deploy it from the registry.',
    }));
}

function stagingOlderThanProd(staging: StageState, prod: StageState): Drift[] {
  if (!staging.version || !prod.version || staging.version >= prod.version) {
    return [];
  }
  return [
    {
      kind: 'staging-older-than-prod',
      stage: 'staging',
      message: `Staging runs version ${staging.version}, older than version ${prod.version} in prod.`,
      nextStep: `Deploy version ${prod.version} to staging, so that tests there mean something.`,
    },
  ];
}
