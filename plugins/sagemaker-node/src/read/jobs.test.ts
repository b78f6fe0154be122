import { stubbedAws } from '../testing/stubbedAws';

const ACCOUNT = 'arn:aws:sagemaker:eu-west-1:210000000002';
const SECONDS = 1767261600;
const STARTED = '2026-01-01T10:00:00.000Z';
const ENDED = '2026-01-01T10:30:00.000Z';

describe('job reader', () => {
  const t = stubbedAws();

  it('reads a training job, by the name that its log has', async () => {
    const arn = `${ACCOUNT}:training-job/pipelines-x-trainmodel-y`;
    t.answers.DescribeTrainingJob = () => ({
      TrainingJobName: 'pipelines-x-TrainModel-y',
      TrainingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: no data',
      AlgorithmSpecification: { TrainingImage: 'image:1' },
      ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 2 },
      HyperParameters: { depth: '6' },
      Environment: { SECRET: 'not shown' },
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3Uri: 's3://b/train' } },
        },
        {
          ChannelName: 'lustre',
          DataSource: { FileSystemDataSource: { DirectoryPath: '/data' } },
        },
      ],
      OutputDataConfig: { S3OutputPath: 's3://b/out' },
      ModelArtifacts: { S3ModelArtifacts: 's3://b/out/model.tar.gz' },
      TrainingStartTime: SECONDS,
      TrainingEndTime: SECONDS + 1800,
      BillableTimeInSeconds: 1750,
      FinalMetricDataList: [
        { MetricName: 'auc', Value: 0.5, Timestamp: SECONDS },
        { MetricName: 'unknown' },
      ],
    });
    await expect(t.aws.jobs.get(arn)).resolves.toEqual({
      kind: 'Training',
      arn,
      name: 'pipelines-x-TrainModel-y',
      status: 'Failed',
      failureReason: 'AlgorithmError: no data',
      image: 'image:1',
      instanceType: 'ml.m5.xlarge',
      instanceCount: 2,
      startedAt: STARTED,
      endedAt: ENDED,
      billableSeconds: 1750,
      inputs: [
        { name: 'train', uri: 's3://b/train' },
        { name: 'lustre', uri: '/data' },
      ],
      outputs: [
        { name: 'model', uri: 's3://b/out/model.tar.gz' },
        { name: 'output', uri: 's3://b/out' },
      ],
      metrics: [{ name: 'auc', value: 0.5, at: STARTED }],
      parameters: [{ name: 'depth', value: '6' }],
      logGroup: '/aws/sagemaker/TrainingJobs',
      logStreamPrefix: 'pipelines-x-TrainModel-y/',
      consoleUrl:
        'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/pipelines-x-TrainModel-y',
    });
    expect(t.calls()).toEqual([
      {
        operation: 'DescribeTrainingJob',
        input: { TrainingJobName: 'pipelines-x-trainmodel-y' },
      },
    ]);
  });

  it('counts the instances of a cluster of groups', async () => {
    t.answers.DescribeTrainingJob = () => ({
      TrainingJobName: 'x',
      ResourceConfig: {
        InstanceGroups: [
          { InstanceType: 'ml.p4d.24xlarge', InstanceCount: 4 },
          { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
        ],
      },
    });
    await expect(
      t.aws.jobs.get(`${ACCOUNT}:training-job/x`),
    ).resolves.toMatchObject({
      status: 'Unknown',
      instanceType: 'ml.p4d.24xlarge',
      instanceCount: 5,
    });
  });

  it.each([
    [undefined, []],
    [
      ['--rows', '100', '--purpose=training', '--fail-on-violation'],
      [
        { name: 'rows', value: '100' },
        { name: 'purpose', value: 'training' },
        { name: 'fail-on-violation', value: '' },
      ],
    ],
    [
      ['s3://b/x', '--offset', '-1', '--a', '--b', 'c'],
      [
        { name: 'argument 1', value: 's3://b/x' },
        { name: 'offset', value: '-1' },
        { name: 'a', value: '' },
        { name: 'b', value: 'c' },
      ],
    ],
  ])('reads the arguments %j of a processing job', async (args, expected) => {
    const arn = `${ACCOUNT}:processing-job/prepare`;
    t.answers.DescribeProcessingJob = () => ({
      ProcessingJobName: 'prepare',
      ProcessingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError',
      ExitMessage: 'KeyError: churned',
      AppSpecification: { ImageUri: 'image:2', ContainerArguments: args },
      ProcessingResources: {
        ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      },
      ProcessingInputs: [
        { InputName: 'raw', S3Input: { S3Uri: 's3://b/raw' } },
        { InputName: 'dataset', DatasetDefinition: {} },
      ],
      ProcessingOutputConfig: {
        Outputs: [{ OutputName: 'train', S3Output: { S3Uri: 's3://b/train' } }],
      },
    });
    await expect(t.aws.jobs.get(arn)).resolves.toMatchObject({
      kind: 'Processing',
      failureReason: 'AlgorithmError\nKeyError: churned',
      image: 'image:2',
      instanceType: 'ml.m5.large',
      inputs: [{ name: 'raw', uri: 's3://b/raw' }],
      outputs: [{ name: 'train', uri: 's3://b/train' }],
      parameters: expected,
      logGroup: '/aws/sagemaker/ProcessingJobs',
      consoleUrl: expect.stringContaining('#/processing-jobs/prepare'),
    });
  });

  it('reads a transform job', async () => {
    t.answers.DescribeTransformJob = () => ({
      TransformJobName: 'score',
      TransformJobStatus: 'Completed',
      ModelName: 'churn-14',
      TransformInput: {
        DataSource: { S3DataSource: { S3Uri: 's3://b/in' } },
      },
      TransformOutput: { S3OutputPath: 's3://b/scores' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 3 },
    });
    await expect(
      t.aws.jobs.get(`${ACCOUNT}:transform-job/score`),
    ).resolves.toMatchObject({
      kind: 'Transform',
      instanceCount: 3,
      inputs: [{ name: 'data', uri: 's3://b/in' }],
      outputs: [{ name: 'result', uri: 's3://b/scores' }],
      parameters: [{ name: 'ModelName', value: 'churn-14' }],
      logGroup: '/aws/sagemaker/TransformJobs',
    });
  });

  it.each([
    [
      {
        TrainingJobName: 'Best-7',
        TunedHyperParameters: { depth: '4' },
        FinalHyperParameterTuningJobObjectiveMetric: {
          MetricName: 'auc',
          Value: 0.9,
        },
      },
      {
        metrics: [{ name: 'auc', value: 0.9 }],
        parameters: [{ name: 'depth', value: '4' }],
        logStreamPrefix: 'Best-7/',
      },
    ],
    [undefined, { metrics: [], parameters: [] }],
  ])('reads a tuning job by its best training %#', async (best, expected) => {
    t.answers.DescribeHyperParameterTuningJob = () => ({
      HyperParameterTuningJobName: 'tune',
      HyperParameterTuningJobStatus: 'InProgress',
      CreationTime: SECONDS,
      BestTrainingJob: best,
    });
    const job = await t.aws.jobs.get(
      `${ACCOUNT}:hyper-parameter-tuning-job/tune`,
    );
    expect(job).toMatchObject({ kind: 'Tuning', startedAt: STARTED });
    expect(job).toMatchObject(expected);
    expect(job?.logGroup).toBe(best && '/aws/sagemaker/TrainingJobs');
  });

  it.each(['model-package/churn/1', 'model/churn', 'endpoint/churn'])(
    'knows no job %s',
    async resource => {
      await expect(
        t.aws.jobs.get(`${ACCOUNT}:${resource}`),
      ).resolves.toBeUndefined();
      expect(t.stub.calls).toEqual([]);
    },
  );
});
