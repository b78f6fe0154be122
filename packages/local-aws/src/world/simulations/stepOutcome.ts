import type { PipelineExecutionStepMetadata } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import {
  allSteps,
  parseDefinition,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import { ExecutionRecord, targetOf } from '../../services/sagemaker/store';
import { hex } from '../random';
import { metricsOfRun, registerVersion } from './registration';
import { conditionHolds, resolveText } from './runPlan';

export interface StepOutcome {
  metadata: PipelineExecutionStepMetadata;
  /** AWS's reason, when the step failed. */
  failure?: string;
}

/** How step types that run a job name it in their metadata, and the job in its ARN. */
const JOBS: Record<string, { member: string; resource: string }> = {
  Processing: { member: 'ProcessingJob', resource: 'processing-job' },
  Training: { member: 'TrainingJob', resource: 'training-job' },
  Tuning: { member: 'TuningJob', resource: 'hyper-parameter-tuning-job' },
  Transform: { member: 'TransformJob', resource: 'transform-job' },
  Model: { member: 'Model', resource: 'model' },
};

/** The job, model or the like that a step of an execution made. */
export function jobMetadata(
  { execution }: ExecutionRecord,
  definition: StepDefinition,
): PipelineExecutionStepMetadata {
  const job = JOBS[definition.Type];
  if (!job) {
    return {};
  }
  const { accountId, region } = targetOf(execution.PipelineArn);
  const runId = execution.PipelineExecutionArn.split('/').at(-1);
  const name = `pipelines-${runId}-${definition.Name}-${hex(
    `${runId}/${definition.Name}`,
    10,
  )}`;
  return {
    [job.member]: {
      Arn: `arn:aws:sagemaker:${region}:${accountId}:${job.resource}/${name}`,
    },
  };
}

/** What comes of a step when it has executed. */
export function stepOutcome(
  world: World,
  record: ExecutionRecord,
  definition: StepDefinition,
): StepOutcome {
  const { PipelineArn, PipelineParameters = [] } = record.execution;
  const fault = world.switches.failingSteps.get(PipelineArn);
  if (fault?.step === definition.Name) {
    return {
      metadata: jobMetadata(record, definition),
      failure: fault.reason,
    };
  }
  switch (definition.Type) {
    case 'Condition': {
      const register = allSteps(parseDefinition(record.definition).Steps).find(
        ({ Type }) => Type === 'RegisterModel',
      );
      const holds = conditionHolds(
        definition,
        metricsOfRun(world, record, register),
        PipelineParameters,
      );
      return {
        metadata: { Condition: { Outcome: holds ? 'True' : 'False' } },
      };
    }
    case 'Fail': {
      const ErrorMessage = resolveText(
        definition.Arguments?.ErrorMessage,
        PipelineParameters,
      );
      return { metadata: { Fail: { ErrorMessage } }, failure: ErrorMessage };
    }
    case 'RegisterModel': {
      const result = registerVersion(world, record, definition);
      return 'arn' in result
        ? { metadata: { RegisterModel: { Arn: result.arn } } }
        : { metadata: {}, failure: result.failure };
    }
    default:
      return { metadata: jobMetadata(record, definition) };
  }
}
