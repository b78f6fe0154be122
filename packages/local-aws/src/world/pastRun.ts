import type { UserContext } from '@aws-sdk/client-sagemaker';
import { jobMetadata } from '../services/sagemaker/jobs/names';
import { experimentOf, scopeOf } from '../services/sagemaker/jobs/runJobs';
import { resolveText } from '../services/sagemaker/jobs/values';
import {
  conditionsAround,
  dependenciesOf,
  parseOnce,
  StepDefinition,
} from '../services/sagemaker/pipelineDefinition';
import {
  ExecutionRecord,
  PipelineRecord,
  SageMakerStore,
} from '../services/sagemaker/store';
import { fraction } from './random';
import { conditionHolds, readySteps } from './simulations/runPlan';

type Step = ExecutionRecord['steps'][number];

const MINUTE_MS = 60_000;
const CACHED_MS = 2_000;
/** Compared with a processing step; what runs no job takes no time. */
const WEIGHTS: Record<string, number> = {
  Processing: 1,
  QualityCheck: 1,
  ClarifyCheck: 1.5,
  Training: 2.2,
  Tuning: 5,
  Transform: 1.5,
};
const NO_JOB = 0.02;

/** What became of a run, in few words. */
export interface Story {
  id: string;
  end: Date;
  user: UserContext;
  /** Where it failed, was stopped or is now; left out when it came to its end. */
  stopsAt?: {
    step: string;
    status: 'Failed' | 'Stopped' | 'Executing';
    reason?: string;
  };
  metrics: Record<string, number>;
  parameters?: Record<string, string>;
  /** ARN of the version that it registered. */
  versionArn?: string;
  /** Steps that were retried, with how often they were tried. */
  attempts?: Record<string, number>;
  /** Steps that an earlier run had done, with that run's ARN. */
  cached?: Record<string, string>;
}

function durationOf(definition: StepDefinition, story: Story): number {
  if (story.cached?.[definition.Name]) {
    return CACHED_MS;
  }
  const pace = (4 + 3 * fraction(story.id)) * MINUTE_MS;
  const jitter = 0.8 + 0.4 * fraction(`${story.id}/${definition.Name}`);
  return pace * jitter * (WEIGHTS[definition.Type] ?? NO_JOB);
}

function metadataOf(
  executions: SageMakerStore['executions'],
  record: ExecutionRecord,
  definition: StepDefinition,
  story: Story,
): Step['Metadata'] {
  const source = executions.get(story.cached?.[definition.Name] ?? '');
  const scope = scopeOf(executions, record);
  switch (definition.Type) {
    case 'Condition': {
      const Outcome = conditionHolds(definition, scope) ? 'True' : 'False';
      return { Condition: { Outcome } };
    }
    case 'Fail':
      return {
        Fail: {
          ErrorMessage: resolveText(definition.Arguments?.ErrorMessage, scope),
        },
      };
    case 'RegisterModel':
      return { RegisterModel: { Arn: story.versionArn } };
    default:
      return jobMetadata(
        source ?? record,
        definition,
        story.attempts?.[definition.Name],
      );
  }
}

/** How a step stands when its run has come to where the story ends. */
function statusOf(step: Step, story: Story, end: number): Step['StepStatus'] {
  const { stopsAt } = story;
  if (stopsAt?.step === step.StepName) {
    return stopsAt.status;
  }
  const isOver = !stopsAt || Number(step.EndTime) <= end;
  return isOver || stopsAt.status === 'Failed' ? 'Succeeded' : stopsAt.status;
}

/** All steps that the run comes to, as if it went well, counted from time 0. */
function walk(
  executions: SageMakerStore['executions'],
  record: ExecutionRecord,
  story: Story,
) {
  const { Steps } = parseOnce(record.definition);
  const conditions = conditionsAround(Steps);
  const ends = new Map<string, number>();
  for (;;) {
    const ready = readySteps(Steps, record.steps);
    if (ready.length === 0) {
      return;
    }
    for (const definition of ready) {
      const { Name } = definition;
      const before = [
        ...dependenciesOf(definition),
        ...(conditions.has(Name) ? [conditions.get(Name)!.Name] : []),
      ];
      const start = Math.max(0, ...before.map(name => ends.get(name) ?? 0));
      const end = start + durationOf(definition, story);
      ends.set(Name, end);
      const source = story.cached?.[Name];
      record.steps.push({
        StepName: Name,
        StepDisplayName: definition.DisplayName,
        StepDescription: definition.Description,
        StepStatus: 'Succeeded',
        StartTime: new Date(start),
        EndTime: new Date(end),
        AttemptCount: story.attempts?.[Name] ?? 1,
        Metadata: metadataOf(executions, record, definition, story),
        CacheHitResult: definition.CacheConfig?.Enabled
          ? { SourcePipelineExecutionArn: source ?? '' }
          : undefined,
      });
    }
  }
}

function failureOf(step: Step, { stopsAt }: Story): string | undefined {
  const fail = step.Metadata?.Fail;
  return fail
    ? fail.ErrorMessage
    : (stopsAt?.step === step.StepName && stopsAt.reason) || undefined;
}

/** The walk up to where the story ends, at the time at which it did. */
function cut(record: ExecutionRecord, story: Story) {
  const { stopsAt } = story;
  const last = record.steps.find(({ StepName }) => StepName === stopsAt?.step);
  const reached = last
    ? Number(stopsAt?.status === 'Executing' ? last.StartTime : last.EndTime)
    : Infinity;
  // A step that is under way has begun a while ago.
  const end = stopsAt?.status === 'Executing' ? reached + MINUTE_MS : reached;
  const steps = record.steps.filter(
    step => step === last || Number(step.StartTime) < end,
  );
  const statuses = steps.map(step => statusOf(step, story, end));
  const length = Number.isFinite(end)
    ? end
    : Math.max(...steps.map(step => Number(step.EndTime)));
  const shift = story.end.getTime() - length;
  record.steps = steps.map((step, index) => {
    const StepStatus = step.Metadata?.Fail ? 'Failed' : statuses[index];
    const ended = Math.min(Number(step.EndTime), length);
    return {
      ...step,
      StepStatus,
      StartTime: new Date(Number(step.StartTime) + shift),
      EndTime: StepStatus === 'Executing' ? undefined : new Date(ended + shift),
      FailureReason: failureOf(step, story),
    };
  });
  record.execution.CreationTime = new Date(shift);
}

/** A run of a pipeline as it has become in the past, or as it is just now. */
export function buildPastRun(
  executions: SageMakerStore['executions'],
  pipeline: PipelineRecord,
  story: Story,
): ExecutionRecord {
  const { PipelineArn, PipelineDefinition } = pipeline;
  const { Parameters = [] } = parseOnce(PipelineDefinition);
  const record: ExecutionRecord = {
    execution: {
      PipelineArn,
      PipelineExecutionArn: `${PipelineArn}/execution/${story.id}`,
      PipelineExecutionStatus: 'Succeeded',
      PipelineParameters: Parameters.map(({ Name, DefaultValue }) => ({
        Name,
        Value: story.parameters?.[Name] ?? String(DefaultValue ?? ''),
      })),
      CreationTime: story.end,
      LastModifiedTime: story.end,
      CreatedBy: story.user,
      LastModifiedBy: story.user,
    },
    definition: PipelineDefinition,
    steps: [],
    tokens: [],
    metrics: story.metrics,
  };
  walk(executions, record, story);
  cut(record, story);
  const { execution, steps } = record;
  const hasFailed = steps.some(({ StepStatus }) => StepStatus === 'Failed');
  execution.PipelineExecutionDisplayName = `execution-${execution.CreationTime.getTime()}`;
  execution.PipelineExperimentConfig = experimentOf(record);
  execution.PipelineExecutionStatus = hasFailed
    ? 'Failed'
    : story.stopsAt?.status ?? 'Succeeded';
  execution.FailureReason = hasFailed
    ? 'Step failure: One or multiple steps failed.'
    : undefined;
  return record;
}
