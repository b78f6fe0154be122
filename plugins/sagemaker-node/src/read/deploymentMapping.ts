import {
  ActionState,
  GetPipelineStateOutput,
  StageState,
} from '@aws-sdk/client-codepipeline';
import {
  DeploymentStage,
  Stage,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeploymentState } from '../readers';

/** Statuses of a stage that is still at work. */
const UNFINISHED = ['InProgress', 'Stopping'];

const VERSION_ARN =
  /arn:aws[\w-]*:sagemaker:[\w-]+:\d{12}:model-package\/[\w.-]+\/\d+/;

/** The model version that a text names, such as a source revision. */
export function findVersionArn(text: string | undefined): string | undefined {
  return text?.match(VERSION_ARN)?.[0];
}

/** The promotion stage that a stage of the CI/CD pipeline belongs to, told by its name. */
export function promotionStageOf(stageName: string): Stage | undefined {
  if (/staging|pre-?prod/i.test(stageName)) {
    return 'staging';
  }
  return /prod/i.test(stageName) ? 'prod' : undefined;
}

/** A manual approval is the only kind of action that hands out a token. */
function isWaiting({ latestExecution: execution }: ActionState): boolean {
  return execution?.status === 'InProgress' && execution.token !== undefined;
}

/**
 * A stage shows its own latest execution, which may be an older one than the
 * pipeline's. It counts as not started then, unless it is still at work or was
 * rolled back, which makes an execution of that stage alone.
 */
function statusOf(
  stage: StageState,
  executionId: string | undefined,
): DeploymentStage['status'] {
  const execution = stage.latestExecution;
  if (!execution?.status || execution.status === 'Skipped') {
    return 'NotStarted';
  }
  const isOlder =
    execution.pipelineExecutionId !== executionId &&
    execution.type !== 'ROLLBACK';
  if (isOlder && !UNFINISHED.includes(execution.status)) {
    return 'NotStarted';
  }
  if (
    execution.status === 'InProgress' &&
    (stage.actionStates ?? []).some(isWaiting)
  ) {
    return 'Waiting';
  }
  return execution.status;
}

function mapStage(
  stage: StageState,
  executionId: string | undefined,
): DeploymentStage {
  const actions = (stage.actionStates ?? []).flatMap(
    action => action.latestExecution ?? [],
  );
  const failed = actions.find(action => action.status === 'Failed');
  const status = statusOf(stage, executionId);
  const changes = actions.flatMap(
    action => action.lastStatusChange?.toISOString() ?? [],
  );
  const name = stage.stageName ?? '';
  return {
    name,
    status,
    failureReason:
      status === 'Failed'
        ? failed?.errorDetails?.message ?? failed?.summary
        : undefined,
    changedAt: status === 'NotStarted' ? undefined : changes.sort().at(-1),
    opens: promotionStageOf(name),
  };
}

/** The version in the source revision of the latest execution, where the source names it. */
function sourceVersion(source: StageState | undefined): string | undefined {
  for (const action of source?.actionStates ?? []) {
    const found =
      findVersionArn(action.currentRevision?.revisionId) ??
      findVersionArn(action.latestExecution?.summary);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** What GetPipelineState alone says; versions may be missing. */
export function mapDeployment(
  pipelineArn: string,
  state: GetPipelineStateOutput,
): DeploymentState {
  const stages = state.stageStates ?? [];
  const [source] = stages;
  const executionId = source?.latestExecution?.pipelineExecutionId;
  const modelPackageArn = sourceVersion(source);
  return {
    pipelineArn,
    pipelineName: state.pipelineName ?? '',
    executionId,
    modelPackageArn,
    stages: stages.map(stage => mapStage(stage, executionId)),
    approvals: stages.flatMap(stage => {
      const approvalExecution = stage.latestExecution?.pipelineExecutionId;
      return (stage.actionStates ?? []).filter(isWaiting).map(action => ({
        stageName: stage.stageName ?? '',
        actionName: action.actionName ?? '',
        token: action.latestExecution?.token ?? '',
        executionId: approvalExecution,
        modelPackageArn:
          approvalExecution === executionId ? modelPackageArn : undefined,
        since: action.latestExecution?.lastStatusChange?.toISOString(),
        summary: action.latestExecution?.summary,
        url: action.entityUrl ?? action.latestExecution?.externalExecutionUrl,
      }));
    }),
  };
}
