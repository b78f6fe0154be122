import {
  CreateHyperParameterTuningJobCommand,
  CreatePipelineCommand,
  CreateProcessingJobCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  ListPipelineExecutionStepsCommand,
  PipelineExecutionStep,
  SageMakerClient,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import type { Contract } from './endpoints';
import { TRAINING_PIPELINE } from './trainingPipeline';

const S3 = {
  S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: 's3://lake/churn' },
};
const INSTANCE = {
  InstanceType: 'ml.m5.large' as const,
  InstanceCount: 1,
  VolumeSizeInGB: 30,
};
const RoleArn = TRAINING_PIPELINE.RoleArn;
const image = 'churn.dkr.ecr.eu-west-1.amazonaws.com/churn:1';
const TRAINING = {
  AlgorithmSpecification: {
    TrainingImage: image,
    TrainingInputMode: 'File' as const,
  },
  InputDataConfig: [{ ChannelName: 'train', DataSource: S3 }],
  OutputDataConfig: { S3OutputPath: 's3://lake/models' },
  ResourceConfig: INSTANCE,
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
};

/** What a job of each kind is made with. */
export const ARGUMENTS = {
  Training: {
    ...TRAINING,
    HyperParameters: { max_depth: '4' },
  },
  Processing: {
    AppSpecification: { ImageUri: image },
    ProcessingResources: { ClusterConfig: INSTANCE },
    ProcessingInputs: [
      {
        InputName: 'raw',
        S3Input: {
          S3Uri: 's3://lake/churn',
          S3DataType: 'S3Prefix' as const,
          S3InputMode: 'File' as const,
        },
      },
    ],
  },
  Transform: {
    ModelName: 'churn',
    TransformInput: { DataSource: S3 },
    TransformOutput: { S3OutputPath: 's3://lake/scores' },
    TransformResources: {
      InstanceType: 'ml.m5.large' as const,
      InstanceCount: 1,
    },
  },
  Tuning: {
    HyperParameterTuningJobConfig: {
      Strategy: 'Bayesian' as const,
      ResourceLimits: {
        MaxNumberOfTrainingJobs: 2,
        MaxParallelTrainingJobs: 2,
      },
    },
    TrainingJobDefinition: { ...TRAINING, RoleArn },
  },
};

export type Kind = keyof typeof ARGUMENTS;

const NAME = 'churn-job';

/** Directly: moto runs no pipelines. */
const CREATE: Record<Kind, (client: SageMakerClient) => Promise<unknown>> = {
  Training: client =>
    client.send(
      new CreateTrainingJobCommand({
        TrainingJobName: NAME,
        RoleArn,
        ...ARGUMENTS.Training,
      }),
    ),
  Processing: client =>
    client.send(
      new CreateProcessingJobCommand({
        ProcessingJobName: NAME,
        RoleArn,
        ...ARGUMENTS.Processing,
      }),
    ),
  Transform: client =>
    client.send(
      new CreateTransformJobCommand({
        TransformJobName: NAME,
        ...ARGUMENTS.Transform,
      }),
    ),
  Tuning: client =>
    client.send(
      new CreateHyperParameterTuningJobCommand({
        HyperParameterTuningJobName: NAME,
        ...ARGUMENTS.Tuning,
      }),
    ),
};

function jobNameOf({ Metadata }: PipelineExecutionStep): string | undefined {
  const { TrainingJob, ProcessingJob, TransformJob, TuningJob } =
    Metadata ?? {};
  const job = TrainingJob ?? ProcessingJob ?? TransformJob ?? TuningJob;
  return job?.Arn?.split('/').at(-1);
}

/** Local AWS has the jobs that runs make. */
async function runJob(client: SageMakerClient, kind: Kind): Promise<string> {
  await client.send(
    new CreatePipelineCommand({
      PipelineName: 'churn-job',
      RoleArn,
      PipelineDefinition: JSON.stringify({
        Version: '2020-12-01',
        Steps: [{ Name: 'Job', Type: kind, Arguments: ARGUMENTS[kind] }],
      }),
    }),
  );
  const { PipelineExecutionArn } = await client.send(
    new StartPipelineExecutionCommand({ PipelineName: 'churn-job' }),
  );
  for (;;) {
    const { PipelineExecutionSteps: [step] = [] } = await client.send(
      new ListPipelineExecutionStepsCommand({ PipelineExecutionArn }),
    );
    const name = step && jobNameOf(step);
    if (name && step.StepStatus === 'Succeeded') {
      return name;
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

/** Makes a job and answers its name when it is over. */
export async function makeJob(
  { endpoint, account }: Contract,
  kind: Kind,
): Promise<string> {
  const client = account().client(SageMakerClient);
  if (endpoint === 'Local AWS') {
    return runJob(client, kind);
  }
  await CREATE[kind](client);
  return NAME;
}
