import {
  DescribeHyperParameterTuningJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  parseArn,
  StepJob,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { targetOf } from '../aws/targetOf';
import { JobReader } from '../readers';
import { readJobLog } from './jobLog';
import {
  mapProcessingJob,
  mapTrainingJob,
  mapTransformJob,
  mapTuningJob,
} from './jobMapping';

type Describe = (
  client: SageMakerClient,
  name: string,
  arn: string,
  options: { abortSignal?: AbortSignal },
) => Promise<StepJob>;

/** By the first part of the resource in the ARN. */
const DESCRIBE = new Map<string, Describe>([
  [
    'training-job',
    async (client, TrainingJobName, arn, options) =>
      mapTrainingJob(
        await client.send(
          new DescribeTrainingJobCommand({ TrainingJobName }),
          options,
        ),
        arn,
      ),
  ],
  [
    'processing-job',
    async (client, ProcessingJobName, arn, options) =>
      mapProcessingJob(
        await client.send(
          new DescribeProcessingJobCommand({ ProcessingJobName }),
          options,
        ),
        arn,
      ),
  ],
  [
    'transform-job',
    async (client, TransformJobName, arn, options) =>
      mapTransformJob(
        await client.send(
          new DescribeTransformJobCommand({ TransformJobName }),
          options,
        ),
        arn,
      ),
  ],
  [
    'hyper-parameter-tuning-job',
    async (client, HyperParameterTuningJobName, arn, options) =>
      mapTuningJob(
        await client.send(
          new DescribeHyperParameterTuningJobCommand({
            HyperParameterTuningJobName,
          }),
          options,
        ),
        arn,
      ),
  ],
]);

export function createJobReader(clients: AwsClients): JobReader {
  return {
    async get(jobArn, options) {
      const [collection, name] = parseArn(jobArn).resource.split('/');
      const describe = DESCRIBE.get(collection);
      if (!describe || !name) {
        return undefined;
      }
      const client = clients.sagemaker(targetOf(jobArn, 'sagemaker'));
      return describe(client, name, jobArn, { abortSignal: options?.signal });
    },

    log: (job, page) =>
      readJobLog(clients.logs(targetOf(job.arn, 'sagemaker')), job, page),
  };
}
