import { Duration } from 'luxon';
import { allSteps, parseOnce, StepDefinition } from '../pipelineDefinition';
import { ExecutionRecord, SageMakerStore } from '../store';
import { resolvedArguments } from './runJobs';
import { Step } from './runJob';

type Executions = SageMakerStore['executions'];

/** Arguments that must be the same for a step to be taken from an earlier run, by its type. */
const KEYS: Record<string, string[]> = {
  Processing: [
    'AppSpecification',
    'Environment',
    'NetworkConfig',
    'ProcessingInputs',
  ],
  Training: [
    'AlgorithmSpecification',
    'Environment',
    'HyperParameters',
    'InputDataConfig',
  ],
  Tuning: ['HyperParameterTuningJobConfig', 'TrainingJobDefinition'],
  Transform: ['Environment', 'ModelName', 'TransformInput'],
};

/** Undefined when the run does not know the step. */
function cacheKey(
  executions: Executions,
  record: ExecutionRecord,
  stepName: string,
): string | undefined {
  const definition = allSteps(parseOnce(record.definition).Steps).find(
    ({ Name }) => Name === stepName,
  );
  const given = definition && resolvedArguments(executions, record, definition);
  return (
    given &&
    JSON.stringify((KEYS[definition.Type] ?? []).map(name => given[name]))
  );
}

/** An expiry that is not given, or is none, never comes. */
function isExpired(
  { ExpireAfter }: NonNullable<StepDefinition['CacheConfig']>,
  { EndTime }: Step,
  now: Date,
): boolean {
  const expiry = Duration.fromISO(ExpireAfter ?? '').toMillis();
  return EndTime !== undefined && now.getTime() - EndTime.getTime() > expiry;
}

/** Whether a step is looked for in earlier runs. */
export function isCached({ CacheConfig, Type }: StepDefinition): boolean {
  return CacheConfig?.Enabled === true && Type in KEYS;
}

/**
 * The latest step of an earlier run of the pipeline that itself did the same with the
 * same and has not expired, with the ARN of that run.
 */
export function cachedStep(
  executions: Executions,
  record: ExecutionRecord,
  definition: StepDefinition,
  now: Date,
): { step: Step; source: string } | undefined {
  const { CacheConfig } = definition;
  if (!CacheConfig || !isCached(definition)) {
    return undefined;
  }
  const key = cacheKey(executions, record, definition.Name);
  const earlier = [...executions.values()].filter(
    other =>
      other !== record &&
      other.execution.PipelineArn === record.execution.PipelineArn,
  );
  for (const other of earlier.reverse()) {
    const step = other.steps.find(
      ({ StepName }) => StepName === definition.Name,
    );
    const isOwn =
      step?.StepStatus === 'Succeeded' &&
      !step.SelectiveExecutionResult &&
      !step.CacheHitResult?.SourcePipelineExecutionArn;
    if (
      isOwn &&
      !isExpired(CacheConfig, step, now) &&
      cacheKey(executions, other, definition.Name) === key
    ) {
      return { step, source: other.execution.PipelineExecutionArn };
    }
  }
  return undefined;
}
