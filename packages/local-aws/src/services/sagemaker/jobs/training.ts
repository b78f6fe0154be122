import type {
  DescribeTrainingJobResponse,
  MetricData,
  SecondaryStatus,
  SecondaryStatusTransition,
} from '@aws-sdk/client-sagemaker';
import { jobStatus, roleOf, RunJob, secondsOf, startOf } from './runJob';
import { isObject, metricNamed, valueAt } from './values';

const PREPARING_MS = 200;

/** Names of the metrics that the job looks for in its log. */
export function metricNames({ arguments: given }: RunJob): string[] {
  const definitions = valueAt(
    given,
    'AlgorithmSpecification.MetricDefinitions',
  );
  return (Array.isArray(definitions) ? definitions : []).flatMap(definition =>
    isObject(definition) ? String(definition.Name) : [],
  );
}

/** What the job reached; like AWS, only what its definition looks for. */
export function finalMetrics(job: RunJob): MetricData[] {
  const { record, step } = job;
  return metricNames(job).flatMap(MetricName => {
    const Value = metricNamed(MetricName, record.metrics);
    return Value === undefined
      ? []
      : { MetricName, Value, Timestamp: step.EndTime };
  });
}

const OVER: Record<string, SecondaryStatus> = {
  Completed: 'Completed',
  Failed: 'Failed',
  Stopped: 'Stopped',
};

const MESSAGES: Partial<Record<SecondaryStatus, string>> = {
  Starting: 'Preparing the instances for training',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
};

function transitionsOf(job: RunJob): SecondaryStatusTransition[] {
  const { created, step } = job;
  const status = jobStatus(job);
  const end = step.EndTime;
  const training = new Date(created.getTime() + PREPARING_MS);
  const last = OVER[status];
  const stages: [SecondaryStatus, Date, Date | undefined][] = [
    ['Starting', created, training],
    ['Training', training, end],
    ...(last && end ? [[last, end, end] satisfies [unknown, Date, Date]] : []),
  ];
  return stages.map(([Status, StartTime, EndTime]) => ({
    Status,
    StartTime,
    EndTime,
    StatusMessage: MESSAGES[Status],
  }));
}

function artifactsOf({ name, arguments: given }: RunJob) {
  const path = valueAt(given, 'OutputDataConfig.S3OutputPath');
  return typeof path === 'string'
    ? {
        S3ModelArtifacts: `${path.replace(
          /\/$/,
          '',
        )}/${name}/output/model.tar.gz`,
      }
    : undefined;
}

/** What DescribeTrainingJob answers. */
export function describeTraining(job: RunJob): object {
  const status = jobStatus(job);
  const seconds = secondsOf(job);
  const transitions = transitionsOf(job);
  const isCompleted = status === 'Completed';
  const computed: Partial<DescribeTrainingJobResponse> = {
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    SecondaryStatus:
      status === 'Stopping' ? 'Stopping' : transitions.at(-1)?.Status,
    SecondaryStatusTransitions: transitions,
    ModelArtifacts: isCompleted ? artifactsOf(job) : undefined,
    FailureReason: job.step.FailureReason,
    CreationTime: job.created,
    TrainingStartTime: startOf(job),
    TrainingEndTime: job.step.EndTime,
    LastModifiedTime: job.step.EndTime ?? job.created,
    FinalMetricDataList: isCompleted ? finalMetrics(job) : undefined,
    TrainingTimeInSeconds: seconds || undefined,
    BillableTimeInSeconds: seconds || undefined,
  };
  return {
    RoleArn: roleOf(job),
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    ...job.arguments,
    ...computed,
    TrainingJobStatus: status,
  };
}
