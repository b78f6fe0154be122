import { StepDefinition } from '../pipelineDefinition';
import { ExecutionRecord } from '../store';
import { JobKind } from './names';

export type Step = ExecutionRecord['steps'][number];

/** A step executes some time after it was started; then its job is there. */
export const STARTING_MS = 500;

/** The job behind a step. Nothing of it is stored: it is what the run makes of it. */
export interface RunJob {
  kind: JobKind;
  name: string;
  arn: string;
  record: ExecutionRecord;
  step: Step;
  definition: StepDefinition;
  created: Date;
  /** What its Create operation was called with; found out when it is asked for. */
  readonly arguments: Record<string, unknown>;
}

const STATUS: Record<string, string> = {
  Starting: 'InProgress',
  Executing: 'InProgress',
  Stopping: 'Stopping',
  Stopped: 'Stopped',
  Failed: 'Failed',
  Succeeded: 'Completed',
};

/** `InProgress`, `Completed`, `Failed`, `Stopping` or `Stopped`. */
export function jobStatus({ step }: RunJob): string {
  return STATUS[step.StepStatus];
}

/** When its container was started, of a job that was stopped early never. */
export function startOf({ created, step }: RunJob): Date | undefined {
  return step.EndTime && step.EndTime < created ? undefined : created;
}

/** From the start of the container to the end of the job, 0 while it runs. */
export function secondsOf(job: RunJob): number {
  const start = startOf(job);
  const end = job.step.EndTime;
  return start && end ? Math.ceil((end.getTime() - start.getTime()) / 1000) : 0;
}

export function roleOf({ record }: RunJob): string {
  const [, , , , accountId] = record.execution.PipelineArn.split(':');
  return `arn:aws:iam::${accountId}:role/mlops-pipeline`;
}
