import type { PipelineExecutionStepMetadata } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import { jobKindOf, jobMetadata } from '../../services/sagemaker/jobs/names';
import { resolveText } from '../../services/sagemaker/jobs/values';
import { StepDefinition } from '../../services/sagemaker/pipelineDefinition';
import { ExecutionRecord } from '../../services/sagemaker/store';
import { metricsOfRun, registerVersion, scopeOfRun } from './registration';
import { conditionHolds } from './runPlan';

export interface StepOutcome {
  metadata: PipelineExecutionStepMetadata;
  /** AWS's reason, when the step failed. */
  failure?: string;
}

/** What comes of a step when it has executed. */
export function stepOutcome(
  world: World,
  record: ExecutionRecord,
  definition: StepDefinition,
  attempt: number,
): StepOutcome {
  const fault = world.switches.failingSteps.get(record.execution.PipelineArn);
  if (fault?.step === definition.Name) {
    return {
      metadata: jobMetadata(record, definition, attempt),
      failure: fault.reason,
    };
  }
  switch (definition.Type) {
    case 'Condition': {
      metricsOfRun(world, record);
      const holds = conditionHolds(definition, scopeOfRun(world, record));
      return {
        metadata: { Condition: { Outcome: holds ? 'True' : 'False' } },
      };
    }
    case 'Fail': {
      const ErrorMessage = resolveText(
        definition.Arguments?.ErrorMessage,
        scopeOfRun(world, record),
      );
      return { metadata: { Fail: { ErrorMessage } }, failure: ErrorMessage };
    }
    case 'RegisterModel': {
      const result = registerVersion(world, record, definition);
      return 'arn' in result
        ? { metadata: { RegisterModel: { Arn: result.arn } } }
        : { metadata: {}, failure: result.failure };
    }
    default: {
      const kind = jobKindOf(definition.Type);
      if (kind === 'Training' || kind === 'Tuning') {
        metricsOfRun(world, record);
      }
      return { metadata: jobMetadata(record, definition, attempt) };
    }
  }
}
