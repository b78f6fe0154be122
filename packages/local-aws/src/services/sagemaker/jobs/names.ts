import type { PipelineExecutionStepMetadata } from '@aws-sdk/client-sagemaker';
import { hex } from '../../../world/random';
import { StepDefinition } from '../pipelineDefinition';
import { ExecutionRecord, targetOf } from '../store';

export type JobKind = 'Training' | 'Processing' | 'Transform' | 'Tuning';

const NAME_MAX = 63;
const SUFFIX = 10;

/** What the jobs, and the like, of step types are called in metadata and ARNs. */
const MADE: Record<
  string,
  { kind?: JobKind; member: string; arn: string; resource: string }
> = {
  Training: {
    kind: 'Training',
    member: 'TrainingJob',
    arn: 'Arn',
    resource: 'training-job',
  },
  Processing: {
    kind: 'Processing',
    member: 'ProcessingJob',
    arn: 'Arn',
    resource: 'processing-job',
  },
  QualityCheck: {
    kind: 'Processing',
    member: 'QualityCheck',
    arn: 'CheckJobArn',
    resource: 'processing-job',
  },
  ClarifyCheck: {
    kind: 'Processing',
    member: 'ClarifyCheck',
    arn: 'CheckJobArn',
    resource: 'processing-job',
  },
  Transform: {
    kind: 'Transform',
    member: 'TransformJob',
    arn: 'Arn',
    resource: 'transform-job',
  },
  Tuning: {
    kind: 'Tuning',
    member: 'TuningJob',
    arn: 'Arn',
    resource: 'hyper-parameter-tuning-job',
  },
  Model: { member: 'Model', arn: 'Arn', resource: 'model' },
};

/** The kind of job that a step of this type runs; undefined when it runs none. */
export function jobKindOf(stepType: string): JobKind | undefined {
  return MADE[stepType]?.kind;
}

export function runIdOf({ execution }: ExecutionRecord): string {
  return execution.PipelineExecutionArn.split('/').at(-1)!;
}

/** SageMaker makes of step names what the names of jobs may be. */
export function jobName(
  runId: string,
  { Name, Type }: StepDefinition,
  attempt = 1,
): string {
  const again = attempt > 1 ? `/${attempt}` : '';
  const unique = hex(`${runId}/${Name}${again}`, SUFFIX);
  // The name of a tuning job has 32 characters only.
  if (Type === 'Tuning') {
    return `${runId}-HPTunin-${unique}`.slice(0, 32);
  }
  const prefix = `pipelines-${runId}-`;
  const room = NAME_MAX - prefix.length - unique.length - 1;
  return `${prefix}${Name.replaceAll('_', '-').slice(0, room)}-${unique}`;
}

/** The run that a job's name, or the beginning of it, tells of. */
export function runIdOfJob(name: string): string | undefined {
  return /^(?:pipelines-)?([a-z0-9]{12})-/.exec(name)?.[1];
}

/** The job, model or function that a step makes or calls, as its metadata tells. */
export function jobMetadata(
  record: ExecutionRecord,
  definition: StepDefinition,
  attempt = 1,
): PipelineExecutionStepMetadata {
  if (definition.Type === 'Lambda') {
    return { Lambda: { Arn: definition.FunctionArn, OutputParameters: [] } };
  }
  const made = MADE[definition.Type];
  if (!made) {
    return {};
  }
  const { accountId, region } = targetOf(record.execution.PipelineArn);
  const name = jobName(runIdOf(record), definition, attempt);
  return {
    [made.member]: {
      [made.arn]: `arn:aws:sagemaker:${region}:${accountId}:${made.resource}/${name}`,
      ...(definition.CheckType && {
        CheckType: definition.CheckType,
        SkipCheck: false,
        RegisterNewBaseline: false,
      }),
    },
  };
}
