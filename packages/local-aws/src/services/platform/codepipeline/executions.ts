import type {
  ActionDeclaration,
  GetPipelineExecutionInput,
  ListActionExecutionsInput,
  ListPipelineExecutionsInput,
} from '@aws-sdk/client-codepipeline';
import { Operation } from '../../../core/service';
import { pageOf } from '../paging';
import { invalidToken, pageSize } from './limits';
import {
  ActionRun,
  Execution,
  getExecution,
  getPipeline,
  Pipeline,
  stagesOf,
} from './store';

const MAX_RESULTS = 100;

/** What GetPipelineExecution and ListPipelineExecutions have in common. */
function summary(pipeline: Pipeline, execution: Execution) {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    statusSummary: execution.statusSummary,
    trigger: execution.trigger,
    executionMode: pipeline.declaration.executionMode,
    executionType: execution.rollbackOf ? 'ROLLBACK' : 'STANDARD',
    rollbackMetadata: execution.rollbackOf && {
      rollbackTargetPipelineExecutionId: execution.rollbackOf,
    },
  };
}

export const getPipelineExecution: Operation<GetPipelineExecutionInput> = (
  { pipelineName, pipelineExecutionId },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const execution = getExecution(pipeline, pipelineExecutionId);
  return {
    pipelineExecution: {
      ...summary(pipeline, execution),
      pipelineName: pipeline.declaration.name,
      pipelineVersion: execution.pipelineVersion,
      variables: execution.variables,
      artifactRevisions: execution.sourceRevisions.map(source => ({
        name: source.actionName,
        revisionId: source.revisionId,
        revisionSummary: source.revisionSummary,
        revisionUrl: source.revisionUrl,
        created: execution.startedAt,
      })),
    },
  };
};

function hasSucceededIn(execution: Execution, stageName: string): boolean {
  const runs = execution.actions.filter(run => run.stageName === stageName);
  const latest = new Map(runs.map(run => [run.actionName, run.status]));
  return (
    latest.size > 0 &&
    [...latest.values()].every(status => status === 'Succeeded')
  );
}

export const listPipelineExecutions: Operation<ListPipelineExecutionsInput> = (
  { pipelineName, maxResults, nextToken, filter },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const stageName = filter?.succeededInStage?.stageName;
  const all = pipeline.executions.filter(
    execution => !stageName || hasSucceededIn(execution, stageName),
  );
  const size = pageSize(maxResults, MAX_RESULTS);
  const { items, next } = pageOf(all, nextToken, size, invalidToken);
  return {
    pipelineExecutionSummaries: items.map(execution => ({
      ...summary(pipeline, execution),
      startTime: execution.startedAt,
      lastUpdateTime: execution.changedAt,
      sourceRevisions: execution.sourceRevisions,
      stopTrigger: execution.stopReason && { reason: execution.stopReason },
    })),
    nextToken: next,
  };
};

function actionDetail(
  execution: Execution,
  run: ActionRun,
  action: ActionDeclaration | undefined,
) {
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: run.id,
    pipelineVersion: execution.pipelineVersion,
    stageName: run.stageName,
    actionName: run.actionName,
    startTime: run.startedAt,
    lastUpdateTime: run.changedAt,
    updatedBy: run.updatedBy,
    status: run.status,
    input: {
      actionTypeId: action?.actionTypeId,
      configuration: action?.configuration ?? {},
      inputArtifacts: [],
    },
    output: {
      outputArtifacts: [],
      executionResult: {
        externalExecutionId: run.externalExecutionId ?? run.token,
        externalExecutionUrl: run.externalExecutionUrl,
        externalExecutionSummary: run.summary,
        errorDetails: run.errorDetails,
      },
    },
  };
}

export const listActionExecutions: Operation<ListActionExecutionsInput> = (
  { pipelineName, filter, maxResults, nextToken },
  { world, ...target },
) => {
  const pipeline = getPipeline(world, target, pipelineName);
  const id =
    filter?.pipelineExecutionId ??
    filter?.latestInPipelineExecution?.pipelineExecutionId;
  const executions = id ? [getExecution(pipeline, id)] : pipeline.executions;
  const declared = new Map(
    stagesOf(pipeline).flatMap(stage =>
      (stage.actions ?? []).map(action => [
        `${stage.name}/${action.name}`,
        action,
      ]),
    ),
  );
  const all = executions.flatMap(execution =>
    execution.actions
      .map(run =>
        actionDetail(
          execution,
          run,
          declared.get(`${run.stageName}/${run.actionName}`),
        ),
      )
      .reverse(),
  );
  const size = pageSize(maxResults, MAX_RESULTS);
  const { items, next } = pageOf(all, nextToken, size, invalidToken);
  return { actionExecutionDetails: items, nextToken: next };
};
