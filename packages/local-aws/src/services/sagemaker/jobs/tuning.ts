import type {
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobSummary,
} from '@aws-sdk/client-sagemaker';
import { fraction, hex } from '../../../world/random';
import { jobStatus, RunJob, startOf } from './runJob';
import { isObject, metricNamed, valueAt } from './values';

const OBJECTIVE =
  'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective';
const RANGES = 'HyperParameterTuningJobConfig.ParameterRanges';
const LIMIT =
  'HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs';

/** A value of each range, the same for the same trial. */
function tunedParameters(
  given: Record<string, unknown>,
  trial: string,
): Record<string, string> {
  const ranges = valueAt(given, RANGES);
  const all = isObject(ranges) ? Object.entries(ranges) : [];
  return Object.fromEntries(
    all.flatMap(([type, entries]) =>
      (Array.isArray(entries) ? entries : []).map(range => {
        const share = fraction(`${trial}/${range.Name}`);
        if (Array.isArray(range.Values)) {
          const { Values } = range;
          return [range.Name, Values[Math.floor(share * Values.length)]];
        }
        const [min, max] = [Number(range.MinValue), Number(range.MaxValue)];
        const value = min + share * (max - min);
        return [
          range.Name,
          type.startsWith('Integer')
            ? String(Math.round(value))
            : value.toPrecision(4),
        ];
      }),
    ),
  );
}

/** The training jobs of a tuning job, which all begin at once; the first is the best. */
export function trialsOf(job: RunJob): RunJob[] {
  const given = job.arguments;
  const { TrainingJobDefinition } = given;
  const definition = isObject(TrainingJobDefinition)
    ? TrainingJobDefinition
    : {};
  const fixed = definition.StaticHyperParameters;
  const count = Number(valueAt(given, LIMIT) ?? 1);
  return Array.from({ length: count }, (_, index): RunJob => {
    const number = String(index + 1).padStart(3, '0');
    const name = `${job.name}-${number}-${hex(`${job.name}/${number}`, 8)}`;
    const { record, step, created } = job;
    return {
      record,
      step,
      created,
      definition: job.definition,
      kind: 'Training',
      name,
      arn: `${job.arn
        .split('/')[0]
        .replace('hyper-parameter-tuning-job', 'training-job')}/${name}`,
      arguments: {
        ...definition,
        HyperParameters: {
          ...(isObject(fixed) ? fixed : {}),
          ...tunedParameters(given, name),
        },
        TuningJobArn: job.arn,
      },
    };
  });
}

function bestOf(job: RunJob): HyperParameterTrainingJobSummary | undefined {
  const [best] = trialsOf(job);
  const metric = String(valueAt(job.arguments, `${OBJECTIVE}.MetricName`));
  const Value = metricNamed(metric, job.record.metrics);
  return best && Value !== undefined
    ? {
        TrainingJobName: best.name,
        TrainingJobArn: best.arn,
        CreationTime: best.created,
        TrainingStartTime: startOf(best),
        TrainingEndTime: job.step.EndTime,
        TrainingJobStatus: 'Completed',
        TunedHyperParameters: tunedParameters(job.arguments, best.name),
        FinalHyperParameterTuningJobObjectiveMetric: {
          MetricName: metric,
          Value,
        },
        ObjectiveStatus: 'Succeeded',
      }
    : undefined;
}

/** What DescribeHyperParameterTuningJob answers. */
export function describeTuning(job: RunJob): object {
  const status = jobStatus(job);
  const trials = trialsOf(job).length;
  const isCompleted = status === 'Completed';
  const isUnderWay = status === 'InProgress' || status === 'Stopping';
  const computed: Partial<DescribeHyperParameterTuningJobResponse> = {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: job.arn,
    CreationTime: job.created,
    HyperParameterTuningEndTime: job.step.EndTime,
    LastModifiedTime: job.step.EndTime ?? job.created,
    FailureReason: job.step.FailureReason,
    TrainingJobStatusCounters: {
      Completed: isCompleted ? trials : 0,
      InProgress: isUnderWay ? trials : 0,
      RetryableError: 0,
      NonRetryableError: status === 'Failed' ? trials : 0,
      Stopped: status === 'Stopped' ? trials : 0,
    },
    ObjectiveStatusCounters: {
      Succeeded: isCompleted ? trials : 0,
      Pending: isUnderWay ? trials : 0,
      Failed: isCompleted || isUnderWay ? 0 : trials,
    },
    BestTrainingJob: isCompleted ? bestOf(job) : undefined,
  };
  return {
    ...job.arguments,
    ...computed,
    HyperParameterTuningJobStatus: status,
  };
}
