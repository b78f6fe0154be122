import type { PipelineExperimentConfig } from '@aws-sdk/client-sagemaker';
import {
  allSteps,
  parseOnce,
  PipelineDefinition,
  StepDefinition,
} from '../pipelineDefinition';
import { ExecutionRecord, SageMakerStore } from '../store';
import { describeJob } from './descriptions';
import { jobKindOf, JobKind, jobName, runIdOf, runIdOfJob } from './names';
import { RunJob, STARTING_MS, Step } from './runJob';
import { trialsOf } from './tuning';
import {
  isObject,
  metricNamed,
  resolveText,
  resolveValue,
  Scope,
  valueAt,
} from './values';

type Executions = SageMakerStore['executions'];

/** Runs keep texts, whatever the type of a parameter is. */
function typed(type: string | undefined, value: string | undefined) {
  switch (type) {
    case 'Integer':
    case 'Float':
      return Number(value);
    case 'Boolean':
      return value === 'true';
    default:
      return value;
  }
}

function parameterOf(
  { Parameters = [] }: PipelineDefinition,
  { execution }: ExecutionRecord,
  name: string,
) {
  const type = Parameters.find(({ Name }) => Name === name)?.Type;
  const given = execution.PipelineParameters?.find(
    parameter => parameter.Name === name,
  );
  return given && typed(type, given.Value);
}

function executionVariable(record: ExecutionRecord, name: string) {
  const { PipelineArn, PipelineExecutionArn, CreationTime } = record.execution;
  const variables: Record<string, string> = {
    PipelineName: PipelineArn.split('/').at(-1)!,
    PipelineArn,
    PipelineExecutionId: runIdOf(record),
    PipelineExecutionArn,
    StartDateTime: CreationTime.toISOString(),
    CurrentDateTime: CreationTime.toISOString(),
  };
  return variables[name];
}

/** The run that has really made what a step of a run has: its own, or the one it was taken from. */
function sourceOf(
  executions: Executions,
  record: ExecutionRecord,
  stepName: string,
): { record: ExecutionRecord; step: Step } | undefined {
  const step = record.steps.find(({ StepName }) => StepName === stepName);
  const source =
    step?.CacheHitResult?.SourcePipelineExecutionArn ||
    step?.SelectiveExecutionResult?.SourcePipelineExecutionArn;
  const earlier = source ? executions.get(source) : undefined;
  return earlier
    ? sourceOf(executions, earlier, stepName)
    : step && { record, step };
}

/**
 * What other steps can ask a step for: what its job was given and what came of it,
 * or its version. Finds out no more than the one property, because what a job was
 * given refers to other jobs in turn.
 */
function propertyOf(
  executions: Executions,
  record: ExecutionRecord,
  stepName: string,
  path: string,
): unknown {
  const source = sourceOf(executions, record, stepName);
  if (!source) {
    return undefined;
  }
  const { Steps } = parseOnce(source.record.definition);
  const definition = allSteps(Steps).find(({ Name }) => Name === stepName);
  const given = valueAt(definition?.Arguments, path);
  if (given !== undefined) {
    return resolveValue(given, scopeOf(executions, source.record));
  }
  const job = jobOf(executions, source.record, source.step);
  const { RegisterModel, Model } = source.step.Metadata ?? {};
  return valueAt(
    job
      ? describeJob(job)
      : {
          ModelPackageArn: RegisterModel?.Arn,
          ModelName: Model?.Arn?.split('/').at(-1),
        },
    path,
  );
}

/** What the definition of a run refers to. */
export function scopeOf(
  executions: Executions,
  record: ExecutionRecord,
): Scope {
  const pipeline = parseOnce(record.definition);
  return {
    get(reference) {
      const [kind, name] = reference.split('.', 2);
      switch (kind) {
        case 'Parameters':
          return parameterOf(pipeline, record, name);
        case 'Execution':
          return executionVariable(record, name);
        case 'Steps':
          return propertyOf(
            executions,
            record,
            name,
            reference.slice(`Steps.${name}.`.length),
          );
        default:
          return undefined;
      }
    },
    metric: path => metricNamed(path, record.metrics),
  };
}

/** The experiment and the trial that a run belongs to, as its definition says. */
export function experimentOf(
  record: ExecutionRecord,
): PipelineExperimentConfig | undefined {
  const { PipelineExperimentConfig: config } = parseOnce(record.definition);
  const scope = scopeOf(new Map(), record);
  return config
    ? {
        ExperimentName: resolveText(config.ExperimentName, scope),
        TrialName: resolveText(config.TrialName, scope),
      }
    : undefined;
}

/** The arguments of a step as its job gets them. */
export function resolvedArguments(
  executions: Executions,
  record: ExecutionRecord,
  definition: StepDefinition,
): Record<string, unknown> {
  const resolved = resolveValue(
    definition.Arguments ?? {},
    scopeOf(executions, record),
  );
  return isObject(resolved) ? resolved : {};
}

/** ARN of the job that a step's metadata names. */
function jobArnOf({ Metadata }: Step): string | undefined {
  const { TrainingJob, ProcessingJob, TransformJob, TuningJob } =
    Metadata ?? {};
  return (
    (TrainingJob ?? ProcessingJob ?? TransformJob ?? TuningJob)?.Arn ??
    (Metadata?.QualityCheck ?? Metadata?.ClarifyCheck)?.CheckJobArn
  );
}

/** The job that a step has run itself; undefined when it has none, or not yet. */
export function jobOf(
  executions: Executions,
  record: ExecutionRecord,
  step: Step,
): RunJob | undefined {
  const arn = jobArnOf(step);
  const isTaken =
    step.CacheHitResult?.SourcePipelineExecutionArn ||
    step.SelectiveExecutionResult;
  if (!arn || isTaken || !step.StartTime) {
    return undefined;
  }
  const definition = allSteps(parseOnce(record.definition).Steps).find(
    ({ Name }) => Name === step.StepName,
  );
  const kind = definition && jobKindOf(definition.Type);
  let given: Record<string, unknown> | undefined;
  return (
    kind && {
      kind,
      name: jobName(runIdOf(record), definition, step.AttemptCount),
      arn,
      record,
      step,
      definition,
      created: new Date(step.StartTime.getTime() + STARTING_MS),
      get arguments() {
        given ??= resolvedArguments(executions, record, definition);
        return given;
      },
    }
  );
}

/** The runs whose jobs can have names that begin so. */
function runsOf(
  executions: Executions,
  prefix: string,
): Iterable<ExecutionRecord> {
  const runId = runIdOfJob(prefix);
  if (runId === undefined) {
    return executions.values();
  }
  for (const [arn, record] of executions) {
    if (arn.endsWith(`/${runId}`)) {
      return [record];
    }
  }
  return [];
}

/** All jobs of a kind, or only those that can have names with the prefix. */
export function* jobsOf(
  { executions }: SageMakerStore,
  kind: JobKind,
  prefix = '',
): Iterable<RunJob> {
  for (const record of runsOf(executions, prefix)) {
    for (const step of record.steps) {
      const job = jobOf(executions, record, step);
      const jobs = job?.kind === 'Tuning' ? [job, ...trialsOf(job)] : [job];
      for (const found of jobs) {
        if (found?.kind === kind && found.name.startsWith(prefix)) {
          yield found;
        }
      }
    }
  }
}

/** The job of a name; undefined when there is none. */
export function findJob(
  store: SageMakerStore,
  kind: JobKind,
  name: string,
): RunJob | undefined {
  for (const job of runIdOfJob(name) ? jobsOf(store, kind, name) : []) {
    if (job.name === name) {
      return job;
    }
  }
  return undefined;
}
