import {
  DescribeHyperParameterTuningJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';
import { ARGUMENTS, Kind, makeJob } from './__testUtils__/jobs';

const DEVIATIONS = {
  processing: deviation<object>(
    ARGUMENTS.Processing,
    {
      AppSpecification: ARGUMENTS.Processing.AppSpecification,
      ProcessingInputs: ARGUMENTS.Processing.ProcessingInputs,
    },
    'moto forgets the instances of a processing job',
  ),
};

const RESOURCES: Record<Kind, string> = {
  Training: 'training-job',
  Processing: 'processing-job',
  Transform: 'transform-job',
  Tuning: 'hyper-parameter-tuning-job',
};

/** What comes of a job besides. */
const RESULTS: Partial<Record<Kind, (name: string) => object>> = {
  Training: name => ({
    SecondaryStatus: 'Completed',
    ModelArtifacts: {
      S3ModelArtifacts: `s3://lake/models/${name}/output/model.tar.gz`,
    },
    TrainingStartTime: expect.any(Date),
    TrainingEndTime: expect.any(Date),
    LastModifiedTime: expect.any(Date),
  }),
};

describeContract('SageMaker jobs', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);

  const describeJob: Record<Kind, (name: string) => Promise<object>> = {
    Training: TrainingJobName =>
      sagemaker().send(new DescribeTrainingJobCommand({ TrainingJobName })),
    Processing: ProcessingJobName =>
      sagemaker().send(new DescribeProcessingJobCommand({ ProcessingJobName })),
    Transform: TransformJobName =>
      sagemaker().send(new DescribeTransformJobCommand({ TransformJobName })),
    Tuning: HyperParameterTuningJobName =>
      sagemaker().send(
        new DescribeHyperParameterTuningJobCommand({
          HyperParameterTuningJobName,
        }),
      ),
  };

  it.each<[Kind, string]>([
    ['Training', 'TrainingJob'],
    ['Processing', 'ProcessingJob'],
    ['Transform', 'TransformJob'],
    ['Tuning', 'HyperParameterTuningJob'],
  ])('describes a %s job that has completed', async (kind, prefix) => {
    const name = await makeJob(contract, kind);
    const arn = `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${
      RESOURCES[kind]
    }/${name}`;
    const given =
      kind === 'Processing'
        ? expectedOf(contract, DEVIATIONS.processing)
        : ARGUMENTS[kind];
    expect(await describeJob[kind](name)).toMatchObject({
      ...given,
      [`${prefix}Name`]: name,
      [`${prefix}Arn`]: arn,
      [`${prefix}Status`]: 'Completed',
      CreationTime: expect.any(Date),
      ...RESULTS[kind]?.(name),
    });
  });

  it.each<[Kind, string]>([
    ['Training', 'ValidationException'],
    ['Processing', 'ValidationException'],
    ['Transform', 'ValidationException'],
    ['Tuning', 'ResourceNotFound'],
  ])('does not know a %s job that was never made', async (kind, name) => {
    expect(await errorNameOf(describeJob[kind]('none'))).toBe(name);
  });
});
