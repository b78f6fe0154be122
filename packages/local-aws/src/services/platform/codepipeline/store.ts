import type {
  ActionDeclaration,
  ActionExecutionStatus,
  ErrorDetails,
  ExecutionTrigger,
  PipelineDeclaration,
  PipelineExecutionStatus,
  ResolvedPipelineVariable,
  SourceRevision,
  StageDeclaration,
  StageExecutionStatus,
} from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../core/awsError';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';

/** One run of one action. */
export interface ActionRun {
  id: string;
  executionId: string;
  stageName: string;
  actionName: string;
  status: ActionExecutionStatus;
  startedAt: Date;
  changedAt: Date;
  /** Of a manual approval that waits. */
  token?: string;
  summary?: string;
  updatedBy?: string;
  externalExecutionId?: string;
  externalExecutionUrl?: string;
  errorDetails?: ErrorDetails;
}

/** One execution of a pipeline. */
export interface Execution {
  id: string;
  status: PipelineExecutionStatus;
  statusSummary?: string;
  /** Version of the pipeline that it started with. */
  pipelineVersion: number;
  startedAt: Date;
  changedAt: Date;
  variables: ResolvedPipelineVariable[];
  trigger: ExecutionTrigger;
  sourceRevisions: SourceRevision[];
  /** Execution whose state a rollback brings back. */
  rollbackOf?: string;
  /** Why somebody stopped it. */
  stopReason?: string;
  /** Oldest first; an action that was retried is in it more than once. */
  actions: ActionRun[];
}

/** What is in a stage now, or was last. */
export interface StageRun {
  executionId: string;
  status: StageExecutionStatus;
  /** Index in the execution's actions from which on they belong to this attempt. */
  firstAction: number;
}

export interface Pipeline {
  target: Target;
  arn: string;
  declaration: PipelineDeclaration & { name: string; version: number };
  tags: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
  /** Newest first. */
  executions: Execution[];
  /** By name of the stage. */
  stages: Map<string, StageState>;
}

export interface StageState {
  /** The latest execution that entered it. */
  latest?: StageRun;
  /** Id of the execution that waits for the stage to become free. */
  inbound?: string;
}

/** Pipelines by name. */
export const codepipelineStore = storeKey(
  'codepipeline',
  () => new Map<string, Pipeline>(),
);

export function pipelinesOf(world: World, target: Target) {
  return world.store(codepipelineStore, target.accountId, target.region);
}

export function createPipeline(
  world: World,
  target: Target,
  request: {
    declaration: PipelineDeclaration & { name: string };
    tags?: Record<string, string>;
  },
): Pipeline {
  const now = world.clock.now();
  const { name, stages } = request.declaration;
  const pipeline: Pipeline = {
    target: { accountId: target.accountId, region: target.region },
    arn: regionalArn('codepipeline', target, name),
    declaration: {
      pipelineType: 'V2',
      executionMode: 'SUPERSEDED',
      version: 1,
      ...request.declaration,
    },
    tags: { ...request.tags },
    createdAt: now,
    updatedAt: now,
    executions: [],
    stages: new Map((stages ?? []).map(stage => [stage.name ?? '', {}])),
  };
  pipelinesOf(world, target).set(name, pipeline);
  return pipeline;
}

/** Throws PipelineNotFoundException. */
export function getPipeline(world: World, target: Target, name = ''): Pipeline {
  const pipeline = pipelinesOf(world, target).get(name);
  if (!pipeline) {
    throw new AwsError(
      'PipelineNotFoundException',
      `Account '${target.accountId}' does not have a pipeline with name '${name}'`,
    );
  }
  return pipeline;
}

/** Throws PipelineExecutionNotFoundException. */
export function getExecution(pipeline: Pipeline, id = ''): Execution {
  const execution = pipeline.executions.find(known => known.id === id);
  if (!execution) {
    throw new AwsError(
      'PipelineExecutionNotFoundException',
      `Pipeline execution '${id}' not found for pipeline '${pipeline.declaration.name}'`,
    );
  }
  return execution;
}

export function stagesOf(pipeline: Pipeline): StageDeclaration[] {
  return pipeline.declaration.stages ?? [];
}

/** Throws StageNotFoundException. */
export function getStage(pipeline: Pipeline, name = ''): StageDeclaration {
  const stage = stagesOf(pipeline).find(known => known.name === name);
  if (!stage) {
    throw new AwsError(
      'StageNotFoundException',
      `Stage '${name}' does not exist in pipeline '${pipeline.declaration.name}'`,
    );
  }
  return stage;
}

/** State of a stage that the pipeline declares. */
export function stateOf(pipeline: Pipeline, stageName: string): StageState {
  const state = pipeline.stages.get(stageName) ?? {};
  pipeline.stages.set(stageName, state);
  return state;
}

export function isApproval(action: ActionDeclaration): boolean {
  return action.actionTypeId?.category === 'Approval';
}

/** The execution that is in a stage now, or was last. */
export function executionIn(
  pipeline: Pipeline,
  stageName: string,
): Execution | undefined {
  const { latest } = stateOf(pipeline, stageName);
  return pipeline.executions.find(({ id }) => id === latest?.executionId);
}

/** The runs of a stage's actions in its latest attempt, the latest of each action. */
export function latestRuns(
  pipeline: Pipeline,
  stageName: string,
): Map<string, ActionRun> {
  const first = stateOf(pipeline, stageName).latest?.firstAction;
  const runs = executionIn(pipeline, stageName)?.actions.slice(first) ?? [];
  return new Map(
    runs
      .filter(run => run.stageName === stageName)
      .map(run => [run.actionName, run]),
  );
}
