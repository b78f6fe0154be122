import type {
  DescribeProcessingJobResponse,
  DescribeTransformJobResponse,
} from '@aws-sdk/client-sagemaker';
import { JobKind } from './names';
import { jobStatus, roleOf, RunJob, startOf } from './runJob';
import { describeTraining } from './training';
import { describeTuning } from './tuning';

function describeProcessing(job: RunJob): object {
  const status = jobStatus(job);
  const computed: Partial<DescribeProcessingJobResponse> = {
    ProcessingJobName: job.name,
    ProcessingJobArn: job.arn,
    CreationTime: job.created,
    ProcessingStartTime: startOf(job),
    ProcessingEndTime: job.step.EndTime,
    LastModifiedTime: job.step.EndTime ?? job.created,
    FailureReason: job.step.FailureReason,
    ExitMessage: job.step.FailureReason,
  };
  return {
    RoleArn: roleOf(job),
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    ...job.arguments,
    ...computed,
    ProcessingJobStatus: status,
  };
}

function describeTransform(job: RunJob): object {
  const computed: Partial<DescribeTransformJobResponse> = {
    TransformJobName: job.name,
    TransformJobArn: job.arn,
    CreationTime: job.created,
    TransformStartTime: startOf(job),
    TransformEndTime: job.step.EndTime,
    FailureReason: job.step.FailureReason,
  };
  return { ...job.arguments, ...computed, TransformJobStatus: jobStatus(job) };
}

const DESCRIBE: Record<JobKind, (job: RunJob) => object> = {
  Training: describeTraining,
  Processing: describeProcessing,
  Transform: describeTransform,
  Tuning: describeTuning,
};

/** What the Describe operation of its kind answers for a job. */
export function describeJob(job: RunJob): object {
  return DESCRIBE[job.kind](job);
}
