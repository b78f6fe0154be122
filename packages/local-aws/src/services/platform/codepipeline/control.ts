import type { StageRetryMode } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../core/awsError';
import { World } from '../../../core/world';
import { changeAction, startAction } from './actions';
import {
  addExecution,
  enterStage,
  setExecutionStatus,
  settleStage,
  stageOf,
  startNextActions,
} from './engine';
import { emitStageState } from './events';
import {
  Execution,
  executionIn,
  getStage,
  latestRuns,
  Pipeline,
  stagesOf,
  stateOf,
} from './store';

/** Stops after the running actions, or at once when they are abandoned. */
export function stopExecution(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  { abandon, reason }: { abandon: boolean; reason?: string },
) {
  if (execution.status === 'Stopping' && !abandon) {
    throw new AwsError(
      'DuplicatedStopRequestException',
      `Pipeline execution '${execution.id}' is already stopping`,
    );
  }
  const place = stageOf(pipeline, execution);
  if (!place || !['InProgress', 'Stopping'].includes(execution.status)) {
    throw new AwsError(
      'PipelineExecutionNotStoppableException',
      `Pipeline execution '${execution.id}' is in status '${execution.status}' and cannot be stopped`,
    );
  }
  execution.stopReason = reason;
  if (place.isWaiting) {
    stateOf(pipeline, place.name).inbound = undefined;
    setExecutionStatus(world, pipeline, execution, 'Stopped', 'STOPPED');
    return;
  }
  setExecutionStatus(world, pipeline, execution, 'Stopping', 'STOPPING');
  const { latest } = stateOf(pipeline, place.name);
  latest!.status = 'Stopping';
  emitStageState(world, pipeline, execution, place.name, 'STOPPING');
  if (abandon) {
    for (const run of latestRuns(pipeline, place.name).values()) {
      if (run.status === 'InProgress') {
        changeAction(world, pipeline, execution, run, { status: 'Abandoned' });
      }
    }
    settleStage(world, pipeline, execution, place.name);
  }
}

/** Runs the failed actions, or all actions, of a failed stage again in the same execution. */
export function retryStage(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
  mode: StageRetryMode,
) {
  const stage = getStage(pipeline, stageName);
  const { latest } = stateOf(pipeline, stageName);
  if (executionIn(pipeline, stageName) !== execution) {
    throw new AwsError(
      'NotLatestPipelineExecutionException',
      `Pipeline execution '${execution.id}' is not the latest one in stage '${stageName}'`,
    );
  }
  if (latest?.status !== 'Failed' && latest?.status !== 'Stopped') {
    throw new AwsError(
      'StageNotRetryableException',
      `Stage '${stageName}' has not failed`,
    );
  }
  const failed = [...latestRuns(pipeline, stageName).values()].filter(
    ({ status }) => status !== 'Succeeded',
  );
  latest.status = 'InProgress';
  setExecutionStatus(world, pipeline, execution, 'InProgress', 'RESUMED');
  emitStageState(world, pipeline, execution, stageName, 'RESUMED');
  if (mode === 'ALL_ACTIONS') {
    latest.firstAction = execution.actions.length;
    startNextActions(world, pipeline, execution, stageName);
    return;
  }
  for (const { actionName } of failed) {
    const action = stage.actions?.find(({ name }) => name === actionName);
    startAction(world, pipeline, execution, stageName, action!);
  }
}

/** Deploys what an earlier execution has deployed in this stage: a new execution of the stage alone. */
export function rollbackStage(
  world: World,
  pipeline: Pipeline,
  stageName: string,
  earlier: Execution,
): Execution {
  const refuse = (reason: string) =>
    new AwsError(
      'UnableToRollbackStageException',
      `Unable to roll back stage '${stageName}': ${reason}`,
    );
  const { actions = [] } = getStage(pipeline, stageName);
  if (stagesOf(pipeline)[0].name === stageName) {
    throw refuse('it is a source stage');
  }
  if (stateOf(pipeline, stageName).latest?.status === 'InProgress') {
    throw refuse('it is in progress');
  }
  if (earlier.rollbackOf) {
    throw refuse(`'${earlier.id}' is a rollback itself`);
  }
  const hasSucceeded = actions.every(({ name }) =>
    earlier.actions.some(
      run =>
        run.stageName === stageName &&
        run.actionName === name &&
        run.status === 'Succeeded',
    ),
  );
  if (!hasSucceeded) {
    throw refuse(`'${earlier.id}' has not succeeded in it`);
  }
  const rollback = addExecution(world, pipeline, {
    variables: earlier.variables,
    sourceRevisions: earlier.sourceRevisions,
    trigger: { triggerType: 'ManualRollback', triggerDetail: earlier.id },
    rollbackOf: earlier.id,
  });
  enterStage(world, pipeline, rollback, stageName);
  return rollback;
}
