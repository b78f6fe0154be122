import type {
  ActionDeclaration,
  ActionState,
  GetPipelineInput,
  GetPipelineStateInput,
  ListPipelinesInput,
  ListTagsForResourceInput,
  StageState as StageStateOutput,
} from '@aws-sdk/client-codepipeline';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { pageOf } from '../paging';
import { invalidToken, pageSize } from './limits';
import {
  ActionRun,
  executionIn,
  getPipeline,
  latestRuns,
  Pipeline,
  pipelinesOf,
  stagesOf,
  stateOf,
} from './store';

const MAX_PIPELINES = 1000;
const MAX_TAGS = 100;

export const getPipelineOperation: Operation<GetPipelineInput> = (
  { name },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, name);
  return {
    pipeline: pipeline.declaration,
    metadata: {
      pipelineArn: pipeline.arn,
      created: pipeline.createdAt,
      updated: pipeline.updatedAt,
    },
  };
};

export const listPipelines: Operation<ListPipelinesInput> = (
  { maxResults, nextToken },
  { world, ...target },
) => {
  const all = [...pipelinesOf(world, target).values()];
  const size = pageSize(maxResults, MAX_PIPELINES);
  const { items, next } = pageOf(all, nextToken, size, invalidToken);
  return {
    pipelines: items.map(({ declaration, createdAt, updatedAt }) => ({
      name: declaration.name,
      version: declaration.version,
      pipelineType: declaration.pipelineType,
      executionMode: declaration.executionMode,
      created: createdAt,
      updated: updatedAt,
    })),
    nextToken: next,
  };
};

function actionState(
  pipeline: Pipeline,
  stageName: string,
  action: ActionDeclaration,
  run: ActionRun | undefined,
): ActionState {
  const actionName = action.name ?? '';
  const revision = executionIn(pipeline, stageName)?.sourceRevisions.find(
    source => source.actionName === actionName,
  );
  return {
    actionName,
    entityUrl: action.configuration?.ExternalEntityLink,
    revisionUrl: revision?.revisionUrl,
    currentRevision: revision && {
      revisionId: revision.revisionId,
      revisionChangeId: undefined,
      created: run?.changedAt,
    },
    latestExecution: run && {
      actionExecutionId: run.id,
      status: run.status,
      summary: run.summary ?? revision?.revisionSummary,
      lastStatusChange: run.changedAt,
      token: run.token,
      lastUpdatedBy: run.updatedBy,
      externalExecutionId: run.externalExecutionId,
      externalExecutionUrl: run.externalExecutionUrl,
      errorDetails: run.errorDetails,
    },
  };
}

function stageState(
  pipeline: Pipeline,
  stageName: string,
  actions: ActionDeclaration[],
): StageStateOutput {
  const { latest, inbound } = stateOf(pipeline, stageName);
  const runs = latestRuns(pipeline, stageName);
  const waiting = inbound && {
    pipelineExecutionId: inbound,
    status: 'InProgress' as const,
  };
  return {
    stageName,
    inboundTransitionState: { enabled: true },
    inboundExecution: waiting || undefined,
    inboundExecutions: waiting ? [waiting] : [],
    latestExecution: latest && {
      pipelineExecutionId: latest.executionId,
      status: latest.status,
      type: executionIn(pipeline, stageName)?.rollbackOf
        ? 'ROLLBACK'
        : 'STANDARD',
    },
    actionStates: actions.map(action =>
      actionState(pipeline, stageName, action, runs.get(action.name ?? '')),
    ),
  };
}

export const getPipelineState: Operation<GetPipelineStateInput> = (
  { name },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, name);
  return {
    pipelineName: pipeline.declaration.name,
    pipelineVersion: pipeline.declaration.version,
    stageStates: stagesOf(pipeline).map(stage =>
      stageState(pipeline, stage.name ?? '', stage.actions ?? []),
    ),
    created: pipeline.createdAt,
    updated: pipeline.updatedAt,
  };
};

export const listTagsForResource: Operation<ListTagsForResourceInput> = (
  { resourceArn, nextToken, maxResults },
  { world, ...target },
) => {
  const pipeline = [...pipelinesOf(world, target).values()].find(
    ({ arn }) => arn === resourceArn,
  );
  if (!pipeline) {
    throw new AwsError(
      'ResourceNotFoundException',
      `There is no resource '${resourceArn}'`,
    );
  }
  const all = Object.entries(pipeline.tags).map(([key, value]) => ({
    key,
    value,
  }));
  const size = pageSize(maxResults, MAX_TAGS);
  const { items, next } = pageOf(all, nextToken, size, invalidToken);
  return { tags: items, nextToken: next };
};
