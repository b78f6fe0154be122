import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { World } from '../../../core/world';
import { ActionRun, Execution, Pipeline } from './store';

/** As in the `state` of an event. */
export type EventState =
  | 'STARTED'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'RESUMED'
  | 'STOPPING'
  | 'STOPPED'
  | 'SUPERSEDED'
  | 'ABANDONED';

function emit(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  subject: 'Pipeline' | 'Stage' | 'Action',
  detail: object,
) {
  world.events.emit({
    source: 'aws.codepipeline',
    'detail-type': `CodePipeline ${subject} Execution State Change`,
    account: pipeline.target.accountId,
    region: pipeline.target.region,
    time: world.clock.now(),
    resources: [pipeline.arn],
    detail: {
      pipeline: pipeline.declaration.name,
      'execution-id': execution.id,
      'start-time': execution.startedAt.toISOString(),
      version: execution.pipelineVersion,
      ...detail,
    },
  });
}

export function emitPipelineState(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  state: EventState,
) {
  const { triggerType, triggerDetail } = execution.trigger;
  emit(world, pipeline, execution, 'Pipeline', {
    state,
    'execution-trigger': {
      'trigger-type': triggerType,
      'trigger-detail': triggerDetail,
    },
  });
}

export function emitStageState(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stage: string,
  state: EventState,
) {
  emit(world, pipeline, execution, 'Stage', { stage, state });
}

export function emitActionState(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  action: ActionDeclaration,
  run: ActionRun,
  state: EventState,
) {
  emit(world, pipeline, execution, 'Action', {
    stage: run.stageName,
    action: run.actionName,
    'action-execution-id': run.id,
    state,
    region: pipeline.target.region,
    type: action.actionTypeId,
    'execution-result': {
      'external-execution-id': run.externalExecutionId,
      'external-execution-url': run.externalExecutionUrl,
      'external-execution-summary': run.summary,
      'error-code': run.errorDetails?.code,
    },
  });
}
