import { Context } from '../../../core/service';
import { hex } from '../../../world/random';
import { JobKind } from '../../sagemaker/jobs/names';
import { RunJob, startOf } from '../../sagemaker/jobs/runJob';
import { findJob, jobsOf } from '../../sagemaker/jobs/runJobs';
import { sagemakerOf } from '../../sagemaker/store';
import { LogLine, linesOf } from './lines';

/** Tuning has none: its training jobs write the logs. */
const KINDS: Record<string, JobKind> = {
  '/aws/sagemaker/TrainingJobs': 'Training',
  '/aws/sagemaker/ProcessingJobs': 'Processing',
  '/aws/sagemaker/TransformJobs': 'Transform',
};

/** A log stream; nothing of it is stored, its lines are what its job has said by now. */
export interface LogStream {
  name: string;
  created: number;
  lines(): LogLine[];
}

/** The host that writes is `algo-1`, or an instance for a transform job. */
function streamName({ kind, name, created }: RunJob): string {
  const host =
    kind === 'Transform' ? `i-0${hex(`${name}/instance`, 16)}` : 'algo-1';
  return `${name}/${host}-${Math.floor(created.getTime() / 1000)}`;
}

function streamOf(job: RunJob, now: Date): LogStream | undefined {
  const start = startOf(job);
  return start && start <= now
    ? {
        name: streamName(job),
        created: start.getTime(),
        lines: () => linesOf(job, now),
      }
    : undefined;
}

/** A log group is there as soon as its first job has begun. */
export class LogGroup {
  private constructor(
    private readonly context: Context,
    private readonly kind: JobKind,
  ) {}

  static find(name: string, context: Context): LogGroup | undefined {
    const group = name in KINDS && new LogGroup(context, KINDS[name]);
    return group && group.#hasStreams() ? group : undefined;
  }

  #hasStreams(): boolean {
    for (const _ of this.streams()) {
      return true;
    }
    return false;
  }

  get #store() {
    return sagemakerOf(this.context.world, this.context);
  }

  *streams(prefix = ''): Iterable<LogStream> {
    const now = this.context.world.clock.now();
    const [job] = prefix.split('/');
    for (const found of jobsOf(this.#store, this.kind, job)) {
      const stream = streamOf(found, now);
      if (stream?.name.startsWith(prefix)) {
        yield stream;
      }
    }
  }

  stream(name: string): LogStream | undefined {
    const job = findJob(this.#store, this.kind, name.split('/')[0]);
    const stream = job && streamOf(job, this.context.world.clock.now());
    return stream?.name === name ? stream : undefined;
  }
}
