import type {
  Channel,
  DescribeHyperParameterTuningJobResponse,
  DescribeProcessingJobResponse,
  DescribeTrainingJobResponse,
  DescribeTransformJobResponse,
  ResourceConfig,
} from '@aws-sdk/client-sagemaker';
import {
  JobObject,
  Parameter,
  StepJob,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { jobConsoleUrl } from './consoleUrls';

const LOG_GROUPS = {
  Training: '/aws/sagemaker/TrainingJobs',
  Processing: '/aws/sagemaker/ProcessingJobs',
  Transform: '/aws/sagemaker/TransformJobs',
} as const;

// ARNs have names in lower case; log streams have them as they were given.
export function mapTrainingJob(
  job: DescribeTrainingJobResponse,
  arn: string,
): StepJob {
  const name = job.TrainingJobName!;
  return {
    ...whatItIs('Training', arn, name, job.TrainingJobStatus),
    ...resources(job.ResourceConfig),
    failureReason: job.FailureReason,
    image:
      job.AlgorithmSpecification?.TrainingImage ??
      job.AlgorithmSpecification?.AlgorithmName,
    startedAt: iso(job.TrainingStartTime),
    endedAt: iso(job.TrainingEndTime),
    billableSeconds: job.BillableTimeInSeconds,
    inputs: channels(job.InputDataConfig),
    outputs: objects([
      ['model', job.ModelArtifacts?.S3ModelArtifacts],
      ['output', job.OutputDataConfig?.S3OutputPath],
      ['checkpoints', job.CheckpointConfig?.S3Uri],
    ]),
    metrics: (job.FinalMetricDataList ?? []).flatMap(
      ({ MetricName, Value, Timestamp }) =>
        MetricName !== undefined && Value !== undefined
          ? { name: MetricName, value: Value, at: iso(Timestamp) }
          : [],
    ),
    parameters: parameters(job.HyperParameters),
    logGroup: LOG_GROUPS.Training,
    logStreamPrefix: `${name}/`,
  };
}

export function mapProcessingJob(
  job: DescribeProcessingJobResponse,
  arn: string,
): StepJob {
  const name = job.ProcessingJobName!;
  const { InstanceType, InstanceCount } =
    job.ProcessingResources?.ClusterConfig ?? {};
  const reasons = [job.FailureReason, job.ExitMessage].filter(Boolean);
  return {
    ...whatItIs('Processing', arn, name, job.ProcessingJobStatus),
    failureReason: reasons.join('\n') || undefined,
    image: job.AppSpecification?.ImageUri,
    instanceType: InstanceType,
    instanceCount: InstanceCount,
    startedAt: iso(job.ProcessingStartTime),
    endedAt: iso(job.ProcessingEndTime),
    inputs: objects(
      (job.ProcessingInputs ?? []).map(({ InputName, S3Input }) => [
        InputName ?? 'input',
        S3Input?.S3Uri,
      ]),
    ),
    outputs: objects(
      (job.ProcessingOutputConfig?.Outputs ?? []).map(
        ({ OutputName, S3Output }) => [OutputName ?? 'output', S3Output?.S3Uri],
      ),
    ),
    metrics: [],
    parameters: commandLine(job.AppSpecification?.ContainerArguments),
    logGroup: LOG_GROUPS.Processing,
    logStreamPrefix: `${name}/`,
  };
}

export function mapTransformJob(
  job: DescribeTransformJobResponse,
  arn: string,
): StepJob {
  const name = job.TransformJobName!;
  const { InstanceType, InstanceCount } = job.TransformResources ?? {};
  return {
    ...whatItIs('Transform', arn, name, job.TransformJobStatus),
    failureReason: job.FailureReason,
    instanceType: InstanceType,
    instanceCount: InstanceCount,
    startedAt: iso(job.TransformStartTime),
    endedAt: iso(job.TransformEndTime),
    inputs: objects([
      ['data', job.TransformInput?.DataSource?.S3DataSource?.S3Uri],
    ]),
    outputs: objects([['result', job.TransformOutput?.S3OutputPath]]),
    metrics: [],
    parameters: parameters({
      ModelName: job.ModelName,
      BatchStrategy: job.BatchStrategy,
      MaxPayloadInMB: job.MaxPayloadInMB,
      MaxConcurrentTransforms: job.MaxConcurrentTransforms,
    }),
    logGroup: LOG_GROUPS.Transform,
    logStreamPrefix: `${name}/`,
  };
}

/** What its best training job did; that one's log stands for the others. */
export function mapTuningJob(
  job: DescribeHyperParameterTuningJobResponse,
  arn: string,
): StepJob {
  const name = job.HyperParameterTuningJobName!;
  const best = job.BestTrainingJob;
  const objective = best?.FinalHyperParameterTuningJobObjectiveMetric;
  const definition =
    job.TrainingJobDefinition ?? job.TrainingJobDefinitions?.[0];
  return {
    ...whatItIs('Tuning', arn, name, job.HyperParameterTuningJobStatus),
    ...resources(definition?.ResourceConfig),
    failureReason: job.FailureReason,
    image:
      definition?.AlgorithmSpecification?.TrainingImage ??
      definition?.AlgorithmSpecification?.AlgorithmName,
    startedAt: iso(job.CreationTime),
    endedAt: iso(job.HyperParameterTuningEndTime),
    inputs: channels(definition?.InputDataConfig),
    outputs: objects([['output', definition?.OutputDataConfig?.S3OutputPath]]),
    metrics:
      objective?.MetricName !== undefined && objective.Value !== undefined
        ? [{ name: objective.MetricName, value: objective.Value }]
        : [],
    parameters: parameters(best?.TunedHyperParameters),
    ...(best?.TrainingJobName && {
      logGroup: LOG_GROUPS.Training,
      logStreamPrefix: `${best.TrainingJobName}/`,
    }),
  };
}

function whatItIs(
  kind: StepJob['kind'],
  arn: string,
  name: string,
  status = 'Unknown',
) {
  return {
    kind,
    arn,
    name,
    status,
    consoleUrl: jobConsoleUrl(kind, arn, name),
  };
}

function iso(time: Date | undefined): string | undefined {
  return time?.toISOString();
}

function resources(config: Partial<ResourceConfig> = {}) {
  const groups = config.InstanceGroups ?? [];
  return {
    instanceType: config.InstanceType ?? groups[0]?.InstanceType,
    instanceCount:
      config.InstanceCount ??
      (groups.length > 0
        ? groups.reduce((sum, group) => sum + (group.InstanceCount ?? 0), 0)
        : undefined),
  };
}

function objects(uris: [name: string, uri: string | undefined][]): JobObject[] {
  return uris.flatMap(([name, uri]) => (uri ? { name, uri } : []));
}

function channels(config: Channel[] = []): JobObject[] {
  return objects(
    config.map(({ ChannelName, DataSource }) => [
      ChannelName ?? 'input',
      DataSource?.S3DataSource?.S3Uri ??
        DataSource?.FileSystemDataSource?.DirectoryPath,
    ]),
  );
}

function parameters(
  values: Record<string, string | number | undefined> = {},
): Parameter[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : { name, value: String(value) },
  );
}

/** `--name value` and `--name=value`; what is neither keeps its place as its name. */
function commandLine(words: string[] = []): Parameter[] {
  const found: Parameter[] = [];
  for (let at = 0; at < words.length; at++) {
    const [, name, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(words[at]) ?? [];
    const next = words[at + 1];
    if (!name) {
      found.push({ name: `argument ${at + 1}`, value: words[at] });
    } else if (value === undefined && next !== undefined && !/^--/.test(next)) {
      found.push({ name, value: next });
      at += 1;
    } else {
      found.push({ name, value: value ?? '' });
    }
  }
  return found;
}
