import { randomUUID } from 'node:crypto';
import type {
  ActionExecutionStatus,
  PipelineExecutionStatus,
} from '@aws-sdk/client-codepipeline';
import {
  ActionRun,
  Execution,
  Pipeline,
  stagesOf,
  stateOf,
} from '../../services/platform/codepipeline/store';
import { sagemakerOf, toArn } from '../../services/sagemaker/store';
import {
  APPROVE_PROD,
  createCodePipelines,
  DEPLOY_PROD,
  DEPLOY_STAGING,
  SOURCE,
  VERSION_VARIABLE,
} from '../codePipelines';
import { namesOf, targetsOf } from '../useCase';
import { SeedContext } from './seedContext';
import { ROLLBACK_REASON } from './seedEndpoints';
import { DeploymentStory } from './useCases';

const MINUTE_MS = 60_000;
const ACTION_MS = 18 * MINUTE_MS;
/** How many executions of the past are kept. */
const KEPT = 3;

interface Outcome {
  status: PipelineExecutionStatus;
  /** The last stage that was entered, and how its action stands. */
  lastStage: string;
  lastAction: ActionExecutionStatus;
  reason?: string;
}

const OUTCOMES: Record<Exclude<DeploymentStory, 'none'>, Outcome> = {
  succeeded: {
    status: 'Succeeded',
    lastStage: DEPLOY_PROD.stage,
    lastAction: 'Succeeded',
  },
  waiting: {
    status: 'InProgress',
    lastStage: APPROVE_PROD.stage,
    lastAction: 'InProgress',
  },
  prodFailed: {
    status: 'Failed',
    lastStage: DEPLOY_PROD.stage,
    lastAction: 'Failed',
    reason: ROLLBACK_REASON,
  },
  stagingFailed: {
    status: 'Failed',
    lastStage: DEPLOY_STAGING.stage,
    lastAction: 'Failed',
    reason: `${ROLLBACK_REASON} The endpoint is in UpdateRollbackFailed.`,
  },
};

function buildExecution(
  pipeline: Pipeline,
  versionArn: string,
  start: Date,
  outcome: Outcome,
): Execution {
  const id = randomUUID();
  const stages = stagesOf(pipeline);
  const last = stages.findIndex(({ name }) => name === outcome.lastStage);
  const actions = stages
    .slice(0, last + 1)
    .map(({ name = '', actions: [action] = [] }, index): ActionRun => {
      const isLast = index === last;
      const isWaiting = isLast && outcome.lastAction === 'InProgress';
      const startedAt = new Date(start.getTime() + index * ACTION_MS);
      return {
        id: randomUUID(),
        executionId: id,
        stageName: name,
        actionName: action?.name ?? '',
        status: isLast ? outcome.lastAction : 'Succeeded',
        startedAt,
        changedAt: isWaiting
          ? startedAt
          : new Date(startedAt.getTime() + ACTION_MS),
        token: isWaiting ? randomUUID() : undefined,
        summary: name === SOURCE.stage ? versionArn : undefined,
        errorDetails:
          isLast && outcome.reason
            ? { code: 'JobFailed', message: outcome.reason }
            : undefined,
      };
    });
  return {
    id,
    status: outcome.status,
    pipelineVersion: 1,
    startedAt: start,
    changedAt: actions.at(-1)!.changedAt,
    variables: [{ name: VERSION_VARIABLE, resolvedValue: versionArn }],
    trigger: {
      triggerType: 'CloudWatchEvent',
      triggerDetail: 'mlops-model-approved',
    },
    sourceRevisions: [
      {
        actionName: SOURCE.action,
        revisionId: versionArn,
        revisionSummary: versionArn,
      },
    ],
    actions,
  };
}

/** The stages show the latest execution that entered them. */
function enterStages(pipeline: Pipeline, execution: Execution) {
  for (const [
    firstAction,
    { stageName, status },
  ] of execution.actions.entries()) {
    stateOf(pipeline, stageName).latest = {
      executionId: execution.id,
      firstAction,
      status: status === 'Abandoned' ? 'Stopped' : status,
    };
  }
}

/** The CI/CD pipelines of a use case with the latest executions of the deployment. */
export function seedDeployments(context: SeedContext) {
  const { world, demo, useCase, timeline } = context;
  const { tooling } = targetsOf(useCase);
  const { modelGroup } = namesOf(useCase);
  const { deploy } = createCodePipelines(world, useCase, timeline.created);
  if (demo.deployment === 'none' || !demo.deploying) {
    return;
  }
  const versions = sagemakerOf(world, tooling).modelPackages;
  const versionArn = (version: number) =>
    toArn(tooling, 'model-package', `${modelGroup}/${version}`);
  const approved = Array.from(
    { length: demo.deploying },
    (_, index) => index + 1,
  )
    .filter(
      version =>
        versions.get(versionArn(version))?.ModelApprovalStatus === 'Approved',
    )
    .slice(-KEPT);
  for (const version of approved) {
    const story = version === demo.deploying ? demo.deployment : 'succeeded';
    const execution = buildExecution(
      deploy,
      versionArn(version),
      timeline.decided(version),
      OUTCOMES[story],
    );
    deploy.executions.unshift(execution);
    enterStages(deploy, execution);
  }
}
