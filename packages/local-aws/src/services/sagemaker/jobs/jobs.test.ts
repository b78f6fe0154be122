import {
  CreatePipelineCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribePipelineExecutionCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  ListPipelineExecutionsCommand,
  ListPipelineExecutionStepsCommand,
  PipelineExecutionStep,
  RetryPipelineExecutionCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DEV,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../../__testUtils__/localAws';

const PIPELINE = 'fraud-detection-training';
const FORECASTING_DEV = '230000000002';
const BUCKET = `s3://mlops-artifacts-${TOOLING}-eu-west-1`;

describe('the jobs of a run', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws();
    client = aws.client(SageMakerClient, DEV);
  });
  afterEach(() => aws.close());

  let starts = 0;
  async function start(PipelineName = PIPELINE) {
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName,
        ClientRequestToken: String(starts++).padStart(32, 't'),
        PipelineParameters: [{ Name: 'InstanceType', Value: 'ml.m5.4xlarge' }],
      }),
    );
    return PipelineExecutionArn!;
  }

  async function stepsOf(
    PipelineExecutionArn: string,
    sender = client,
  ): Promise<Map<string, PipelineExecutionStep>> {
    const { PipelineExecutionSteps = [] } = await sender.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn,
        MaxResults: 100,
      }),
    );
    return new Map(PipelineExecutionSteps.map(step => [step.StepName!, step]));
  }

  async function trainingOf(run: string) {
    const step = (await stepsOf(run)).get('TrainModel');
    const arn = step?.Metadata?.TrainingJob?.Arn;
    return client.send(
      new DescribeTrainingJobCommand({
        TrainingJobName: arn?.split('/').at(-1),
      }),
    );
  }

  async function processingOf(run: string, name: string, sender = client) {
    const step = (await stepsOf(run, sender)).get(name);
    const arn =
      step?.Metadata?.ProcessingJob?.Arn ??
      step?.Metadata?.QualityCheck?.CheckJobArn;
    return sender.send(
      new DescribeProcessingJobCommand({
        ProcessingJobName: arn?.split('/').at(-1),
      }),
    );
  }

  it('are what the definition says, with its references resolved', async () => {
    const run = await start();
    const runId = run.split('/').at(-1)!;
    const outputs = `${BUCKET}/fraud-detection/${runId}/ml-pipeline-outputs`;
    aws.advance(60);
    const training = await trainingOf(run);
    expect(training).toMatchObject({
      TrainingJobName: expect.stringMatching(
        new RegExp(`^pipelines-${runId}-TrainModel-[0-9a-f]{10}$`),
      ),
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
      AlgorithmSpecification: {
        TrainingImage: expect.stringContaining(
          'ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn',
        ),
      },
      ResourceConfig: { InstanceType: 'ml.m5.4xlarge', InstanceCount: 1 },
      HyperParameters: { max_depth: '6' },
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3Uri: `${outputs}/PrepareFeatures` } },
        },
      ],
      BillableTimeInSeconds: 4,
    });
    expect(training.ModelArtifacts?.S3ModelArtifacts).toBe(
      `${outputs}/TrainModel/${training.TrainingJobName}/output/model.tar.gz`,
    );
    expect(training.FinalMetricDataList).toContainEqual({
      MetricName: 'validation:accuracy',
      Value: expect.closeTo(0.91, 1),
      Timestamp: training.TrainingEndTime,
    });
    const evaluation = await processingOf(run, 'EvaluateModel');
    expect(evaluation).toMatchObject({
      ProcessingJobStatus: 'Completed',
      ProcessingInputs: [
        {
          InputName: 'model',
          S3Input: { S3Uri: training.ModelArtifacts?.S3ModelArtifacts },
        },
        { S3Input: { S3Uri: `${outputs}/PrepareFeatures` } },
      ],
      ProcessingOutputConfig: {
        Outputs: [{ S3Output: { S3Uri: `${outputs}/EvaluateModel` } }],
      },
    });
  });

  it('are in step with their steps', async () => {
    const run = await start();
    aws.advance(9);
    const under = await trainingOf(run);
    expect(under).toMatchObject({
      TrainingJobStatus: 'InProgress',
      SecondaryStatus: 'Training',
    });
    expect(under.TrainingEndTime).toBeUndefined();
    await client.send(
      new StopPipelineExecutionCommand({
        PipelineExecutionArn: run,
        ClientRequestToken: 's'.repeat(32),
      }),
    );
    expect(await trainingOf(run)).toMatchObject({
      TrainingJobStatus: 'Stopping',
    });
    aws.advance(2);
    const stopped = await trainingOf(run);
    expect(stopped).toMatchObject({
      TrainingJobStatus: 'Stopped',
      SecondaryStatus: 'Stopped',
      TrainingEndTime: expect.any(Date),
    });
    await client.send(
      new RetryPipelineExecutionCommand({
        PipelineExecutionArn: run,
        ClientRequestToken: 'r'.repeat(32),
      }),
    );
    aws.advance(60);
    const again = await trainingOf(run);
    expect(again.TrainingJobStatus).toBe('Completed');
    expect(again.TrainingJobName).not.toBe(stopped.TrainingJobName);
  });

  it('give the reason why they failed', async () => {
    aws.world.switches.failingSteps.set(
      `arn:aws:sagemaker:eu-west-1:${DEV}:pipeline/${PIPELINE}`,
      { step: 'TrainModel', reason: 'AlgorithmError: no memory' },
    );
    const run = await start();
    aws.advance(60);
    const failed = await trainingOf(run);
    expect(failed).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: no memory',
    });
    expect(failed.FinalMetricDataList).toBeUndefined();
    expect((await stepsOf(run)).get('ExportBaseline')?.StepStatus).toBe(
      'Succeeded',
    );
  });

  it('are of every kind in the pipeline of the demo with many branches', async () => {
    const forecasting = aws.client(
      SageMakerClient,
      FORECASTING_DEV,
      'us-east-1',
    );
    const { PipelineExecutionSummaries = [] } = await forecasting.send(
      new ListPipelineExecutionsCommand({
        PipelineName: 'demand-forecast-backtest',
      }),
    );
    const [latest] = PipelineExecutionSummaries;
    const run = latest.PipelineExecutionArn!;
    const steps = await stepsOf(run, forecasting);
    expect(latest.PipelineExecutionStatus).toBe('Succeeded');
    expect(steps.size).toBe(25);
    const nameOf = (arn?: string) => arn?.split('/').at(-1);
    const tuning = await forecasting.send(
      new DescribeHyperParameterTuningJobCommand({
        HyperParameterTuningJobName: nameOf(
          steps.get('TuneCandidates')?.Metadata?.TuningJob?.Arn,
        ),
      }),
    );
    expect(tuning).toMatchObject({
      HyperParameterTuningJobStatus: 'Completed',
      TrainingJobStatusCounters: { Completed: 6 },
      BestTrainingJob: {
        FinalHyperParameterTuningJobObjectiveMetric: {
          MetricName: 'validation:accuracy',
        },
      },
    });
    const best = await forecasting.send(
      new DescribeTrainingJobCommand({
        TrainingJobName: tuning.BestTrainingJob?.TrainingJobName,
      }),
    );
    expect(best).toMatchObject({
      TuningJobArn: tuning.HyperParameterTuningJobArn,
      HyperParameters: {
        n_estimators: '400',
        max_depth: expect.stringMatching(/^\d+$/),
      },
    });
    const transform = await forecasting.send(
      new DescribeTransformJobCommand({
        TransformJobName: nameOf(
          steps.get('ForecastAhead')?.Metadata?.TransformJob?.Arn,
        ),
      }),
    );
    expect(transform).toMatchObject({
      TransformJobStatus: 'Completed',
      ModelName: nameOf(steps.get('CreateModel')?.Metadata?.Model?.Arn),
      TransformResources: { InstanceCount: 2, InstanceType: 'ml.m5.xlarge' },
    });
    const check = await processingOf(run, 'CheckDataQuality', forecasting);
    expect(check.ProcessingJobStatus).toBe('Completed');
  });

  it.each([
    {
      kind: 'training',
      call: () =>
        client.send(
          new DescribeTrainingJobCommand({ TrainingJobName: 'none' }),
        ),
      name: 'ValidationException',
    },
    {
      kind: 'processing',
      call: () =>
        client.send(
          new DescribeProcessingJobCommand({ ProcessingJobName: 'none' }),
        ),
      name: 'ValidationException',
    },
    {
      kind: 'transform',
      call: () =>
        client.send(
          new DescribeTransformJobCommand({ TransformJobName: 'none' }),
        ),
      name: 'ValidationException',
    },
    {
      kind: 'tuning',
      call: () =>
        client.send(
          new DescribeHyperParameterTuningJobCommand({
            HyperParameterTuningJobName: 'none',
          }),
        ),
      name: 'ResourceNotFound',
    },
  ])('know no $kind job that was never made', async ({ call, name }) => {
    await expect(call()).rejects.toMatchObject({ name });
  });

  it('are taken from an earlier run, where the definition wants it', async () => {
    const definition = {
      Version: '2020-12-01',
      Parameters: [
        { Name: 'InstanceType', Type: 'String', DefaultValue: 'ml.m5.large' },
        { Name: 'Source', Type: 'String', DefaultValue: 's3://lake/a' },
      ],
      Steps: [
        {
          Name: 'Prepare',
          Type: 'Processing',
          CacheConfig: { Enabled: true, ExpireAfter: 'PT1H' },
          Arguments: {
            ProcessingInputs: [
              { S3Input: { S3Uri: { Get: 'Parameters.Source' } } },
            ],
          },
        },
      ],
    };
    await client.send(
      new CreatePipelineCommand({
        PipelineName: 'cached',
        RoleArn: `arn:aws:iam::${DEV}:role/mlops-pipeline`,
        ClientRequestToken: 'c'.repeat(32),
        PipelineDefinition: JSON.stringify(definition),
      }),
    );
    const first = await start('cached');
    aws.advance(30);
    const second = await start('cached');
    aws.advance(30);
    const third = await start('cached');
    aws.advance(3600);
    const late = await start('cached');
    aws.advance(30);
    const hits: (string | undefined)[] = [];
    for (const run of [first, second, third, late]) {
      const step = (await stepsOf(run)).get('Prepare');
      hits.push(step?.CacheHitResult?.SourcePipelineExecutionArn);
      expect(step?.StepStatus).toBe('Succeeded');
      const { PipelineExecutionStatus } = await client.send(
        new DescribePipelineExecutionCommand({ PipelineExecutionArn: run }),
      );
      expect(PipelineExecutionStatus).toBe('Succeeded');
    }
    expect(hits).toEqual(['', first, first, '']);
    const [made, taken, madeLate] = await Promise.all(
      [first, second, late].map(
        async run => (await processingOf(run, 'Prepare')).ProcessingJobName,
      ),
    );
    expect(taken).toBe(made);
    expect(madeLate).not.toBe(made);
  });
});
