import type {
  CreatePipelineRequest,
  CreatePipelineResponse,
  DeletePipelineRequest,
  DeletePipelineResponse,
  DescribePipelineRequest,
  DescribePipelineResponse,
  ListPipelinesRequest,
  ListPipelinesResponse,
  UpdatePipelineRequest,
  UpdatePipelineResponse,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/awsError';
import { Context, Operation } from '../../core/service';
import { userContext } from './callerIdentity';
import { list } from './paging';
import { parseDefinition } from './pipelineDefinition';
import { PipelineRecord, sagemakerOf, toArn } from './store';
import { newTags } from './tags';
import { checkClientToken, checkName, invalid, required } from './validation';

const MAX_NAME = 256;

/** By name or ARN; throws when there is none. */
export function findPipeline(
  nameOrArn: string | undefined,
  context: Context,
): PipelineRecord {
  const arn = toArn(context, 'pipeline', required(nameOrArn, 'pipelineName'));
  const pipeline = sagemakerOf(context.world, context).pipelines.get(arn);
  if (!pipeline) {
    throw new AwsError('ResourceNotFound', `Pipeline '${arn}' does not exist.`);
  }
  return pipeline;
}

const createPipeline: Operation<
  CreatePipelineRequest,
  CreatePipelineResponse
> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const PipelineName = checkName(input.PipelineName, 'pipelineName', MAX_NAME);
  checkClientToken(input.ClientRequestToken);
  const PipelineDefinition = required(
    input.PipelineDefinition,
    'pipelineDefinition',
  );
  parseDefinition(PipelineDefinition);
  const Tags = newTags(input.Tags);
  const PipelineArn = toArn(context, 'pipeline', PipelineName);
  if (store.pipelines.has(PipelineArn)) {
    throw invalid(
      `Pipeline names must be unique within an AWS account and region. Pipeline with name (${PipelineName}) already exists.`,
    );
  }
  const now = context.world.clock.now();
  store.pipelines.set(PipelineArn, {
    PipelineArn,
    PipelineName,
    PipelineDisplayName: input.PipelineDisplayName ?? PipelineName,
    PipelineDescription: input.PipelineDescription,
    PipelineDefinition,
    RoleArn: required(input.RoleArn, 'roleArn'),
    PipelineStatus: 'Active',
    ParallelismConfiguration: input.ParallelismConfiguration,
    CreationTime: now,
    LastModifiedTime: now,
    CreatedBy: userContext(context),
  });
  store.tags.set(PipelineArn, Tags);
  return { PipelineArn };
};

const describePipeline: Operation<
  DescribePipelineRequest,
  DescribePipelineResponse
> = ({ PipelineName }, context) => findPipeline(PipelineName, context);

const listPipelines: Operation<ListPipelinesRequest, ListPipelinesResponse> = (
  { PipelineNamePrefix = '', ...input },
  context,
) => {
  const pipelines = [
    ...sagemakerOf(context.world, context).pipelines.values(),
  ].filter(({ PipelineName }) => PipelineName.startsWith(PipelineNamePrefix));
  const { items, NextToken } = list(
    pipelines,
    {
      ...input,
      CreationTimeAfter: input.CreatedAfter,
      CreationTimeBefore: input.CreatedBefore,
    },
    {
      nameOf: pipeline => pipeline.PipelineName,
      createdOf: pipeline => pipeline.CreationTime,
      keys: {
        CreationTime: pipeline => pipeline.CreationTime,
        Name: pipeline => pipeline.PipelineName,
      },
      defaultOrder: 'Descending',
    },
  );
  return {
    NextToken,
    PipelineSummaries: items.map(
      ({ LastRunTime, PipelineDefinition, ...pipeline }) => ({
        ...pipeline,
        LastExecutionTime: LastRunTime,
      }),
    ),
  };
};

const updatePipeline: Operation<
  UpdatePipelineRequest,
  UpdatePipelineResponse
> = (input, context) => {
  const pipeline = findPipeline(input.PipelineName, context);
  if (input.PipelineDefinition !== undefined) {
    parseDefinition(input.PipelineDefinition);
  }
  const { PipelineName, PipelineDefinitionS3Location, ...changes } = input;
  Object.assign(pipeline, changes, {
    LastModifiedTime: context.world.clock.now(),
    LastModifiedBy: userContext(context),
  });
  return { PipelineArn: pipeline.PipelineArn };
};

const deletePipeline: Operation<
  DeletePipelineRequest,
  DeletePipelineResponse
> = (input, context) => {
  const store = sagemakerOf(context.world, context);
  const { PipelineArn } = findPipeline(input.PipelineName, context);
  checkClientToken(input.ClientRequestToken);
  const executions = [...store.executions.values()].filter(
    ({ execution }) => execution.PipelineArn === PipelineArn,
  );
  const active = executions.find(({ execution }) =>
    ['Executing', 'Stopping'].includes(execution.PipelineExecutionStatus),
  );
  if (active) {
    throw new AwsError(
      'ConflictException',
      `Pipeline ${PipelineArn} has a running execution ${active.execution.PipelineExecutionArn}.`,
    );
  }
  executions.forEach(({ execution }) =>
    store.executions.delete(execution.PipelineExecutionArn),
  );
  store.pipelines.delete(PipelineArn);
  store.tags.delete(PipelineArn);
  return { PipelineArn };
};

export const pipelineOperations = {
  CreatePipeline: createPipeline,
  DescribePipeline: describePipeline,
  ListPipelines: listPipelines,
  UpdatePipeline: updatePipeline,
  DeletePipeline: deletePipeline,
};
