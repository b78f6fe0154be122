import type {
  DescribeHyperParameterTuningJobRequest,
  DescribeProcessingJobRequest,
  DescribeTrainingJobRequest,
  DescribeTransformJobRequest,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../../core/awsError';
import { Context, Operation } from '../../../core/service';
import { sagemakerOf } from '../store';
import { checkName, invalid } from '../validation';
import { describeJob } from './descriptions';
import { JobKind } from './names';
import { findJob } from './runJobs';

function describe(
  context: Context,
  kind: JobKind,
  name: string,
  missing: () => AwsError,
): object {
  const job = findJob(sagemakerOf(context.world, context), kind, name);
  if (!job) {
    throw missing();
  }
  return describeJob(job);
}

const describeTrainingJob: Operation<DescribeTrainingJobRequest> = (
  input,
  context,
) =>
  describe(
    context,
    'Training',
    checkName(input.TrainingJobName, 'trainingJobName', 63),
    () => invalid('Requested resource not found.'),
  );

const describeProcessingJob: Operation<DescribeProcessingJobRequest> = (
  input,
  context,
) => {
  const name = checkName(input.ProcessingJobName, 'processingJobName', 63);
  return describe(context, 'Processing', name, () =>
    invalid(`Could not find requested job with name: ${name}`),
  );
};

const describeTransformJob: Operation<DescribeTransformJobRequest> = (
  input,
  context,
) => {
  const name = checkName(input.TransformJobName, 'transformJobName', 63);
  return describe(context, 'Transform', name, () =>
    invalid(`Could not find requested job with name: ${name}`),
  );
};

const describeTuningJob: Operation<DescribeHyperParameterTuningJobRequest> = (
  input,
  context,
) => {
  const name = checkName(
    input.HyperParameterTuningJobName,
    'hyperParameterTuningJobName',
    32,
  );
  return describe(
    context,
    'Tuning',
    name,
    () =>
      new AwsError(
        'ResourceNotFound',
        `Amazon SageMaker can't find a tuning job with the name ${name}.`,
      ),
  );
};

/** Of the jobs that runs make; there are no others. */
export const jobOperations = {
  DescribeTrainingJob: describeTrainingJob,
  DescribeProcessingJob: describeProcessingJob,
  DescribeTransformJob: describeTransformJob,
  DescribeHyperParameterTuningJob: describeTuningJob,
};
