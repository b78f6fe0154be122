import { randomUUID } from 'node:crypto';
import type {
  ActionDeclaration,
  SourceRevision,
} from '@aws-sdk/client-codepipeline';
import { World } from '../../../core/world';
import { listen, listenersKey, tell } from '../listeners';
import { emitActionState, EventState } from './events';
import { ActionRun, Execution, getStage, isApproval, Pipeline } from './store';

/** An action that has to be done now. */
export interface ActionStart {
  pipeline: Pipeline;
  execution: Execution;
  action: ActionDeclaration;
  run: ActionRun;
}

const starts = listenersKey<ActionStart>('codepipeline-actions');

/**
 * Calls `listener` for every action that starts and is no approval. Whoever
 * listens does the work and ends the action with `setActionStatus`.
 */
export function onAction(world: World, listener: (start: ActionStart) => void) {
  listen(world, starts, listener);
}

/** Starts an action; a manual approval gets a token and waits for a person. */
export function startAction(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
  action: ActionDeclaration,
) {
  const now = world.clock.now();
  const run: ActionRun = {
    id: randomUUID(),
    executionId: execution.id,
    stageName,
    actionName: action.name ?? '',
    status: 'InProgress',
    startedAt: now,
    changedAt: now,
    token: isApproval(action) ? randomUUID() : undefined,
  };
  execution.actions.push(run);
  emitActionState(world, pipeline, execution, action, run, 'STARTED');
  if (!isApproval(action)) {
    tell(world, starts, { pipeline, execution, action, run });
  }
}

export type ActionChange = Pick<ActionRun, 'status'> &
  Partial<
    Pick<
      ActionRun,
      | 'summary'
      | 'updatedBy'
      | 'externalExecutionId'
      | 'externalExecutionUrl'
      | 'errorDetails'
    >
  > & {
    /** What a source action has found. */
    revision?: Omit<SourceRevision, 'actionName'>;
  };

const EVENT_STATES: Partial<Record<ActionRun['status'], EventState>> = {
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Abandoned: 'ABANDONED',
};

/** Writes a change of a run down and tells of it; does not move the pipeline. */
export function changeAction(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  run: ActionRun,
  { revision, ...change }: ActionChange,
) {
  Object.assign(run, change, { changedAt: world.clock.now() });
  if (revision) {
    execution.sourceRevisions.push({
      actionName: run.actionName,
      ...revision,
    });
  }
  const state = EVENT_STATES[run.status];
  if (state) {
    run.token = undefined;
    const action = getStage(pipeline, run.stageName).actions?.find(
      ({ name }) => name === run.actionName,
    );
    emitActionState(world, pipeline, execution, action!, run, state);
  }
}
