import { jobStatus, RunJob } from '../../sagemaker/jobs/runJob';
import { metricNames } from '../../sagemaker/jobs/training';
import { isObject, metricNamed, valueAt } from '../../sagemaker/jobs/values';

export interface LogLine {
  timestamp: number;
  message: string;
}

/** A job of a few seconds says as much at first as one of hours. */
const QUICK_LINES = 20;
const QUICK_MS = 150;
const SLOW_MS = 1_000;
const EPOCHS = 300;

/** When the line of a number comes, in ms from the start. */
function offsetOf(index: number): number {
  return index < QUICK_LINES
    ? index * QUICK_MS
    : QUICK_LINES * QUICK_MS + (index - QUICK_LINES) * SLOW_MS;
}

function listAt(job: RunJob, path: string): Record<string, unknown>[] {
  const list = valueAt(job.arguments, path);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** What a container says before its program begins. */
function beginning(job: RunJob): string[] {
  const image =
    valueAt(job.arguments, 'AlgorithmSpecification.TrainingImage') ??
    valueAt(job.arguments, 'AppSpecification.ImageUri');
  const entrypoint =
    valueAt(job.arguments, 'AlgorithmSpecification.ContainerEntrypoint') ??
    valueAt(job.arguments, 'AppSpecification.ContainerEntrypoint');
  const inputs = [
    ...listAt(job, 'InputDataConfig').map(input => [
      input.ChannelName,
      valueAt(input, 'DataSource.S3DataSource.S3Uri'),
    ]),
    ...listAt(job, 'ProcessingInputs').map(input => [
      input.InputName,
      valueAt(input, 'S3Input.S3Uri'),
    ]),
  ];
  return [
    `INFO Starting container ${image ?? 'of the model'}`,
    ...inputs.map(([name, uri]) => `INFO Input ${name} from ${uri}`),
    ...(Array.isArray(entrypoint)
      ? [`INFO Running ${entrypoint.join(' ')}`]
      : []),
    'INFO Reading input data',
    'INFO 20000 rows, 34 columns',
  ];
}

/** Nearer and nearer to what is reached in the end. */
function approached(value: number, epoch: number): string {
  return (value * (1 - 0.35 / Math.sqrt(epoch))).toFixed(4);
}

function progress(job: RunJob, count: number): string {
  const names = metricNames(job);
  if (names.length === 0) {
    return `INFO Processed ${count * 1_000} rows`;
  }
  const metrics = names.flatMap(name => {
    const value = metricNamed(name, job.record.metrics);
    return value === undefined ? [] : `${name}=${approached(value, count)}`;
  });
  const loss = (0.7 / Math.sqrt(count) + 0.1).toFixed(4);
  return `INFO epoch ${count}/${EPOCHS} train:loss=${loss}; ${metrics.join(
    '; ',
  )}`;
}

/** The error that a Python program ended with, in a failure reason of SageMaker. */
function errorIn(reason: string): string {
  const quoted = /ErrorMessage "(.+)"\n/.exec(reason)?.[1];
  return quoted ?? reason.split('\n').at(-1)!;
}

function ending(job: RunJob): string[] {
  switch (jobStatus(job)) {
    case 'Completed':
      return [
        ...metricNames(job).flatMap(name => {
          const value = metricNamed(name, job.record.metrics);
          return value === undefined ? [] : `INFO ${name}=${value};`;
        }),
        'INFO Writing results',
        'INFO Reporting success',
      ];
    case 'Failed': {
      const error = errorIn(job.step.FailureReason ?? 'Exception');
      return [
        'Traceback (most recent call last):',
        '  File "/opt/ml/code/__main__.py", line 41, in <module>',
        '    main()',
        '  File "/opt/ml/code/__main__.py", line 29, in main',
        '    run(read(arguments.input))',
        error,
        'ERROR Reporting failure: exit code 1',
      ];
    }
    case 'Stopped':
      return ['INFO Received SIGTERM, stopping'];
    default:
      return [];
  }
}

/** What a job has written until now, the oldest first. */
export function linesOf(job: RunJob, now: Date): LogLine[] {
  const start = job.created.getTime();
  const end = job.step.EndTime?.getTime();
  const first = beginning(job);
  const lines: LogLine[] = [];
  for (let index = 0; ; index++) {
    const timestamp = start + offsetOf(index);
    if (timestamp > now.getTime() || (end !== undefined && timestamp >= end)) {
      break;
    }
    lines.push({
      timestamp,
      message:
        first[index] ??
        progress(job, Math.min(index - first.length + 1, EPOCHS)),
    });
  }
  return end === undefined || end < start
    ? lines
    : [...lines, ...ending(job).map(message => ({ timestamp: end, message }))];
}
