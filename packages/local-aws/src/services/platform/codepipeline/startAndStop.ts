import type {
  RetryStageExecutionInput,
  RollbackStageInput,
  StartPipelineExecutionInput,
  StopPipelineExecutionInput,
} from '@aws-sdk/client-codepipeline';
import { Operation } from '../../../core/service';
import { retryStage, rollbackStage, stopExecution } from './control';
import { startExecution } from './engine';
import { getExecution, getPipeline } from './store';

export const startPipelineExecution: Operation<StartPipelineExecutionInput> = (
  { name, variables = [] },
  { world, accessKeyId, ...target },
) => {
  const execution = startExecution(world, getPipeline(world, target, name), {
    variables: Object.fromEntries(
      variables.map(variable => [variable.name, variable.value]),
    ),
    trigger: {
      triggerType: 'StartPipelineExecution',
      triggerDetail: `arn:aws:iam::${target.accountId}:user/${accessKeyId}`,
    },
  });
  return { pipelineExecutionId: execution.id };
};

export const stopPipelineExecution: Operation<StopPipelineExecutionInput> = (
  { pipelineName, pipelineExecutionId, abandon = false, reason },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const execution = getExecution(pipeline, pipelineExecutionId);
  stopExecution(world, pipeline, execution, { abandon, reason });
  return { pipelineExecutionId };
};

export const retryStageExecution: Operation<RetryStageExecutionInput> = (
  { pipelineName, stageName = '', pipelineExecutionId, retryMode },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const execution = getExecution(pipeline, pipelineExecutionId);
  retryStage(
    world,
    pipeline,
    execution,
    stageName,
    retryMode ?? 'FAILED_ACTIONS',
  );
  return { pipelineExecutionId };
};

export const rollbackStageOperation: Operation<RollbackStageInput> = (
  { pipelineName, stageName = '', targetPipelineExecutionId },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const earlier = getExecution(pipeline, targetPipelineExecutionId);
  return {
    pipelineExecutionId: rollbackStage(world, pipeline, stageName, earlier).id,
  };
};
