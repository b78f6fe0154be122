import type {
  DescribePipelineDefinitionForExecutionRequest,
  DescribePipelineDefinitionForExecutionResponse,
  DescribePipelineExecutionRequest,
  DescribePipelineExecutionResponse,
  ListPipelineExecutionsRequest,
  ListPipelineExecutionsResponse,
  ListPipelineExecutionStepsRequest,
  ListPipelineExecutionStepsResponse,
  ListPipelineParametersForExecutionRequest,
  ListPipelineParametersForExecutionResponse,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/awsError';
import { Context, Operation } from '../../core/service';
import { list, page, sorted } from './paging';
import { findPipeline } from './pipelines';
import { ExecutionRecord, sagemakerOf } from './store';
import { checkOneOf, required } from './validation';

/** By ARN; throws when there is none. */
export function findExecution(
  arn: string | undefined,
  context: Context,
): ExecutionRecord {
  const found = sagemakerOf(context.world, context).executions.get(
    required(arn, 'pipelineExecutionArn'),
  );
  if (!found) {
    throw new AwsError(
      'ResourceNotFound',
      `Pipeline execution with ARN ${arn} does not exist.`,
    );
  }
  return found;
}

const describeExecution: Operation<
  DescribePipelineExecutionRequest,
  DescribePipelineExecutionResponse
> = ({ PipelineExecutionArn }, context) =>
  findExecution(PipelineExecutionArn, context).execution;

const describeDefinition: Operation<
  DescribePipelineDefinitionForExecutionRequest,
  DescribePipelineDefinitionForExecutionResponse
> = ({ PipelineExecutionArn }, context) => {
  const { definition, execution } = findExecution(
    PipelineExecutionArn,
    context,
  );
  return {
    PipelineDefinition: definition,
    CreationTime: execution.CreationTime,
  };
};

const listExecutions: Operation<
  ListPipelineExecutionsRequest,
  ListPipelineExecutionsResponse
> = (input, context) => {
  const { PipelineArn } = findPipeline(input.PipelineName, context);
  const executions = [
    ...sagemakerOf(context.world, context).executions.values(),
  ].flatMap(({ execution }) =>
    execution.PipelineArn === PipelineArn ? [execution] : [],
  );
  const { items, NextToken } = list(
    executions,
    {
      ...input,
      CreationTimeAfter: input.CreatedAfter,
      CreationTimeBefore: input.CreatedBefore,
    },
    {
      nameOf: execution => execution.PipelineExecutionArn,
      createdOf: execution => execution.CreationTime,
      keys: {
        CreationTime: execution => execution.CreationTime,
        PipelineExecutionArn: execution => execution.PipelineExecutionArn,
      },
      defaultOrder: 'Descending',
    },
  );
  return {
    NextToken,
    PipelineExecutionSummaries: items.map(execution => ({
      PipelineExecutionArn: execution.PipelineExecutionArn,
      StartTime: execution.CreationTime,
      PipelineExecutionStatus: execution.PipelineExecutionStatus,
      PipelineExecutionDescription: execution.PipelineExecutionDescription,
      PipelineExecutionDisplayName: execution.PipelineExecutionDisplayName,
      PipelineExecutionFailureReason: execution.FailureReason,
    })),
  };
};

const listSteps: Operation<
  ListPipelineExecutionStepsRequest,
  ListPipelineExecutionStepsResponse
> = (input, context) => {
  const { steps } = findExecution(input.PipelineExecutionArn, context);
  checkOneOf(input.SortOrder, 'sortOrder', ['Ascending', 'Descending']);
  const { items, NextToken } = page(
    sorted(steps, step => step.StartTime, input.SortOrder ?? 'Descending'),
    input,
  );
  return { PipelineExecutionSteps: items, NextToken };
};

const listParameters: Operation<
  ListPipelineParametersForExecutionRequest,
  ListPipelineParametersForExecutionResponse
> = (input, context) => {
  const { execution } = findExecution(input.PipelineExecutionArn, context);
  const { items, NextToken } = page(execution.PipelineParameters ?? [], input);
  return { PipelineParameters: items, NextToken };
};

export const pipelineExecutionOperations = {
  DescribePipelineExecution: describeExecution,
  DescribePipelineDefinitionForExecution: describeDefinition,
  ListPipelineExecutions: listExecutions,
  ListPipelineExecutionSteps: listSteps,
  ListPipelineParametersForExecution: listParameters,
};
