import { randomUUID } from 'node:crypto';
import type {
  ExecutionTrigger,
  SourceRevision,
} from '@aws-sdk/client-codepipeline';
import { World } from '../../../core/world';
import { ActionChange, changeAction, startAction } from './actions';
import { emitPipelineState, emitStageState, EventState } from './events';
import {
  ActionRun,
  Execution,
  executionIn,
  getExecution,
  getStage,
  latestRuns,
  Pipeline,
  stagesOf,
  stateOf,
} from './store';
import { resolveVariables } from './variables';

/**
 * Starts an execution: it enters the first stage, or waits for it. Goes on by
 * itself as its actions end; see `onAction` and `setActionStatus`.
 */
export function startExecution(
  world: World,
  pipeline: Pipeline,
  request: {
    /** By name. */
    variables?: Record<string, string>;
    trigger: ExecutionTrigger;
    sourceRevisions?: SourceRevision[];
  },
): Execution {
  const execution = addExecution(world, pipeline, {
    variables: resolveVariables(pipeline, request.variables ?? {}),
    trigger: request.trigger,
    sourceRevisions: request.sourceRevisions ?? [],
  });
  enterStage(world, pipeline, execution, stagesOf(pipeline)[0].name ?? '');
  return execution;
}

export function addExecution(
  world: World,
  pipeline: Pipeline,
  request: Pick<
    Execution,
    'variables' | 'trigger' | 'sourceRevisions' | 'rollbackOf'
  >,
): Execution {
  const now = world.clock.now();
  const execution: Execution = {
    id: randomUUID(),
    status: 'InProgress',
    pipelineVersion: pipeline.declaration.version,
    startedAt: now,
    changedAt: now,
    actions: [],
    ...request,
  };
  pipeline.executions.unshift(execution);
  emitPipelineState(world, pipeline, execution, 'STARTED');
  return execution;
}

/**
 * Changes the status of a running action and moves its execution on. Does
 * nothing when the action has ended already, for instance because somebody
 * stopped the execution meanwhile.
 */
export function setActionStatus(
  world: World,
  pipeline: Pipeline,
  run: ActionRun,
  change: ActionChange,
) {
  if (run.status !== 'InProgress') {
    return;
  }
  const execution = getExecution(pipeline, run.executionId);
  changeAction(world, pipeline, execution, run, change);
  if (change.status !== 'InProgress') {
    settleStage(world, pipeline, execution, run.stageName);
  }
}

export function setExecutionStatus(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  status: Execution['status'],
  state: EventState,
) {
  execution.status = status;
  execution.changedAt = world.clock.now();
  emitPipelineState(world, pipeline, execution, state);
}

/** A stage holds one execution; of those that wait for it the newest stays, as in SUPERSEDED mode. */
export function enterStage(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
) {
  const state = stateOf(pipeline, stageName);
  const isHeld =
    state.latest?.status === 'InProgress' ||
    state.latest?.status === 'Stopping';
  if (isHeld) {
    const older = pipeline.executions.find(({ id }) => id === state.inbound);
    if (older) {
      setExecutionStatus(world, pipeline, older, 'Superseded', 'SUPERSEDED');
    }
    state.inbound = execution.id;
    return;
  }
  state.latest = {
    executionId: execution.id,
    status: 'InProgress',
    firstAction: execution.actions.length,
  };
  emitStageState(world, pipeline, execution, stageName, 'STARTED');
  startNextActions(world, pipeline, execution, stageName);
}

/** Starts the actions of the lowest run order that have not succeeded; false when there are none. */
export function startNextActions(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
): boolean {
  const runs = latestRuns(pipeline, stageName);
  const open = (getStage(pipeline, stageName).actions ?? []).filter(
    ({ name = '' }) => runs.get(name)?.status !== 'Succeeded',
  );
  const order = Math.min(...open.map(({ runOrder = 1 }) => runOrder));
  open
    .filter(({ runOrder = 1 }) => runOrder === order)
    .forEach(action =>
      startAction(world, pipeline, execution, stageName, action),
    );
  return open.length > 0;
}

/** Looks what the end of an action means for its stage. */
export function settleStage(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
) {
  const statuses = [...latestRuns(pipeline, stageName).values()].map(
    ({ status }) => status,
  );
  if (statuses.includes('InProgress')) {
    return;
  }
  if (execution.status === 'Stopping' || statuses.includes('Abandoned')) {
    leaveStage(world, pipeline, execution, stageName, 'Stopped');
    setExecutionStatus(world, pipeline, execution, 'Stopped', 'STOPPED');
  } else if (statuses.includes('Failed')) {
    leaveStage(world, pipeline, execution, stageName, 'Failed');
    setExecutionStatus(world, pipeline, execution, 'Failed', 'FAILED');
  } else if (startNextActions(world, pipeline, execution, stageName)) {
    return;
  } else {
    leaveStage(world, pipeline, execution, stageName, 'Succeeded');
    goOn(world, pipeline, execution, stageName);
  }
  admitInbound(world, pipeline, stageName);
}

function goOn(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
) {
  const stages = stagesOf(pipeline);
  const next = stages[stages.findIndex(({ name }) => name === stageName) + 1];
  if (next && !execution.rollbackOf) {
    enterStage(world, pipeline, execution, next.name ?? '');
  } else {
    setExecutionStatus(world, pipeline, execution, 'Succeeded', 'SUCCEEDED');
  }
}

const STAGE_EVENTS = {
  Stopped: 'STOPPED',
  Failed: 'FAILED',
  Succeeded: 'SUCCEEDED',
} as const;

function leaveStage(
  world: World,
  pipeline: Pipeline,
  execution: Execution,
  stageName: string,
  status: keyof typeof STAGE_EVENTS,
) {
  const { latest } = stateOf(pipeline, stageName);
  if (latest) {
    latest.status = status;
  }
  emitStageState(world, pipeline, execution, stageName, STAGE_EVENTS[status]);
}

function admitInbound(world: World, pipeline: Pipeline, stageName: string) {
  const state = stateOf(pipeline, stageName);
  const waiting = pipeline.executions.find(({ id }) => id === state.inbound);
  state.inbound = undefined;
  if (waiting) {
    enterStage(world, pipeline, waiting, stageName);
  }
}

/** The stage that an execution is in, or waits for; undefined when it has ended. */
export function stageOf(
  pipeline: Pipeline,
  execution: Execution,
): { name: string; isWaiting: boolean } | undefined {
  for (const { name = '' } of stagesOf(pipeline)) {
    const { latest, inbound } = stateOf(pipeline, name);
    if (inbound === execution.id) {
      return { name, isWaiting: true };
    }
    const isIn = executionIn(pipeline, name) === execution;
    if (isIn && ['InProgress', 'Stopping'].includes(latest?.status ?? '')) {
      return { name, isWaiting: false };
    }
  }
  return undefined;
}
