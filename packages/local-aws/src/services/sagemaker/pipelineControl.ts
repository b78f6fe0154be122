import type {
  Parameter,
  RetryPipelineExecutionRequest,
  RetryPipelineExecutionResponse,
  StartPipelineExecutionRequest,
  StartPipelineExecutionResponse,
  StopPipelineExecutionRequest,
  StopPipelineExecutionResponse,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/awsError';
import { Context, Operation } from '../../core/service';
import { userContext } from './callerIdentity';
import { emitExecutionStatusChange } from './events';
import { newId } from './ids';
import { experimentOf } from './jobs/runJobs';
import { parseDefinition, PipelineDefinition } from './pipelineDefinition';
import { findExecution } from './pipelineExecutions';
import { findPipeline } from './pipelines';
import { takenSteps } from './selectiveExecution';
import { ExecutionRecord, sagemakerOf } from './store';
import { checkClientToken, checkCount, invalid } from './validation';

const MAX_PARAMETERS = 200;

/** Given parameters and the defaults of the others, in the order of the definition. */
function mergeParameters(
  { Parameters = [] }: PipelineDefinition,
  given: Parameter[] = [],
): Parameter[] {
  checkCount(given, 'pipelineParameters', MAX_PARAMETERS);
  const unknown = given.filter(
    ({ Name }) => !Parameters.some(defined => defined.Name === Name),
  );
  if (unknown.length > 0) {
    throw invalid(
      `Parameters [${unknown
        .map(({ Name }) => Name)
        .join(', ')}] are not defined in the pipeline definition`,
    );
  }
  return Parameters.map(({ Name, DefaultValue }) => {
    const value = given.find(parameter => parameter.Name === Name)?.Value;
    if (value === undefined && DefaultValue === undefined) {
      throw invalid(`Parameter [${Name}] has no value and no default`);
    }
    return { Name, Value: value ?? String(DefaultValue) };
  });
}

function changeStatus(
  context: Context,
  record: ExecutionRecord,
  status: 'Executing' | 'Stopping',
) {
  const { execution } = record;
  const previous = execution.PipelineExecutionStatus;
  execution.PipelineExecutionStatus = status;
  execution.LastModifiedTime = context.world.clock.now();
  execution.LastModifiedBy = userContext(context);
  emitExecutionStatusChange(context.world, record, previous);
}

/** The simulation of runs hears of a new execution by its event, like everyone else. */
const start: Operation<
  StartPipelineExecutionRequest,
  StartPipelineExecutionResponse
> = (input, context) => {
  const { world } = context;
  const store = sagemakerOf(world, context);
  const pipeline = findPipeline(input.PipelineName, context);
  const token = checkClientToken(input.ClientRequestToken);
  const started = [...store.executions.values()].find(
    ({ tokens, execution }) =>
      tokens.includes(token) && execution.PipelineArn === pipeline.PipelineArn,
  );
  if (started) {
    return { PipelineExecutionArn: started.execution.PipelineExecutionArn };
  }
  const definition = parseDefinition(pipeline.PipelineDefinition);
  const PipelineParameters = mergeParameters(
    definition,
    input.PipelineParameters,
  );
  const now = world.clock.now();
  const { SelectiveExecutionConfig } = input;
  const steps = SelectiveExecutionConfig
    ? takenSteps(
        store.executions,
        pipeline.PipelineArn,
        definition,
        SelectiveExecutionConfig,
        now,
      )
    : [];
  const PipelineExecutionArn = `${pipeline.PipelineArn}/execution/${newId(12)}`;
  const record: ExecutionRecord = {
    execution: {
      PipelineArn: pipeline.PipelineArn,
      PipelineExecutionArn,
      PipelineExecutionDisplayName:
        input.PipelineExecutionDisplayName ?? `execution-${now.getTime()}`,
      PipelineExecutionDescription: input.PipelineExecutionDescription,
      PipelineExecutionStatus: 'Executing',
      PipelineParameters,
      ParallelismConfiguration: input.ParallelismConfiguration,
      SelectiveExecutionConfig,
      CreationTime: now,
      LastModifiedTime: now,
      CreatedBy: userContext(context),
      LastModifiedBy: userContext(context),
    },
    definition: pipeline.PipelineDefinition,
    steps,
    tokens: [token],
  };
  record.execution.PipelineExperimentConfig = experimentOf(record);
  store.executions.set(PipelineExecutionArn, record);
  pipeline.LastRunTime = now;
  emitExecutionStatusChange(world, record, undefined);
  return { PipelineExecutionArn };
};

const stop: Operation<
  StopPipelineExecutionRequest,
  StopPipelineExecutionResponse
> = (input, context) => {
  checkClientToken(input.ClientRequestToken);
  const record = findExecution(input.PipelineExecutionArn, context);
  const { PipelineExecutionArn, PipelineExecutionStatus: status } =
    record.execution;
  if (status === 'Executing') {
    changeStatus(context, record, 'Stopping');
  } else if (status !== 'Stopping') {
    throw new AwsError(
      'ConflictException',
      `Pipeline execution ${PipelineExecutionArn} is in status ${status} and cannot be stopped.`,
    );
  }
  return { PipelineExecutionArn };
};

const retry: Operation<
  RetryPipelineExecutionRequest,
  RetryPipelineExecutionResponse
> = (input, context) => {
  const token = checkClientToken(input.ClientRequestToken);
  const record = findExecution(input.PipelineExecutionArn, context);
  const { PipelineExecutionArn, PipelineExecutionStatus: status } =
    record.execution;
  if (record.tokens.includes(token)) {
    return { PipelineExecutionArn };
  }
  if (status !== 'Failed' && status !== 'Stopped') {
    throw new AwsError(
      'ConflictException',
      `Only a failed or stopped execution can be retried, ${PipelineExecutionArn} is in status ${status}.`,
    );
  }
  record.tokens.push(token);
  record.execution.FailureReason = undefined;
  changeStatus(context, record, 'Executing');
  return { PipelineExecutionArn };
};

export const pipelineControlOperations = {
  StartPipelineExecution: start,
  StopPipelineExecution: stop,
  RetryPipelineExecution: retry,
};
