import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreatePipelineCommand,
  DescribeModelPackageCommand,
  DescribePipelineCommand,
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
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
} from '../../__testUtils__/localAws';
import { receiveEvents } from '../../__testUtils__/portalEvents';

const PIPELINE = 'fraud-detection-training';
const PIPELINE_ARN = `arn:aws:sagemaker:eu-west-1:${DEV}:pipeline/${PIPELINE}`;

describe('a run of a training pipeline', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws();
    client = aws.client(SageMakerClient, DEV);
  });
  afterEach(() => aws.close());

  async function start(parameters: Record<string, string> = {}) {
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName: PIPELINE,
        ClientRequestToken: 'a'.repeat(32),
        PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({
          Name,
          Value,
        })),
      }),
    );
    return PipelineExecutionArn!;
  }
  const describeRun = (PipelineExecutionArn: string) =>
    client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn }));
  async function stepsOf(PipelineExecutionArn: string) {
    const { PipelineExecutionSteps = [] } = await client.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn,
        SortOrder: 'Ascending',
        MaxResults: 100,
      }),
    );
    return PipelineExecutionSteps;
  }
  const statusesOf = async (arn: string) =>
    (await stepsOf(arn)).map(({ StepName, StepStatus }) => [
      StepName,
      StepStatus,
    ]);

  it('goes step by step to a version that waits for approval', async () => {
    const arn = await start();
    expect(await statusesOf(arn)).toEqual([['CollectData', 'Starting']]);
    aws.advance(1);
    expect(await statusesOf(arn)).toEqual([['CollectData', 'Executing']]);
    aws.advance(10);
    expect(await statusesOf(arn)).toEqual([
      ['CollectData', 'Succeeded'],
      ['PrepareFeatures', 'Succeeded'],
      ['TrainModel', 'Executing'],
      ['ExportBaseline', 'Executing'],
    ]);
    aws.advance(20);
    expect(await describeRun(arn)).toMatchObject({
      PipelineExecutionStatus: 'Succeeded',
    });
    const steps = await stepsOf(arn);
    expect(steps.map(({ StepName }) => StepName)).toEqual([
      'CollectData',
      'PrepareFeatures',
      'TrainModel',
      'ExportBaseline',
      'EvaluateModel',
      'CheckMetrics',
      'RegisterModel',
    ]);
    const [training, condition, register] = [2, 5, 6].map(
      index => steps[index].Metadata,
    );
    expect(training?.TrainingJob?.Arn).toContain(
      `${DEV}:training-job/pipelines-`,
    );
    expect(condition).toEqual({ Condition: { Outcome: 'True' } });
    const versionArn = register?.RegisterModel?.Arn;
    expect(versionArn).toBe(
      `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/fraud-detection-models/19`,
    );

    const version = await aws
      .client(SageMakerClient, TOOLING)
      .send(new DescribeModelPackageCommand({ ModelPackageName: versionArn }));
    expect(version).toMatchObject({
      ModelPackageVersion: 19,
      ModelApprovalStatus: 'PendingManualApproval',
      MetadataProperties: {
        GeneratedBy: arn,
        CommitId: expect.stringMatching(/^[0-9a-f]{40}$/),
        Repository: 'fraud-detection-build',
        ProjectId: expect.stringMatching(/^p-/),
      },
    });
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(
      version.ModelMetrics!.ModelQuality!.Statistics!.S3Uri!,
    )!;
    const report = await aws
      .client(S3Client, TOOLING)
      .send(new GetObjectCommand({ Bucket, Key }));
    expect(JSON.parse(await report.Body!.transformToString())).toMatchObject({
      binary_classification_metrics: {
        accuracy: { value: expect.any(Number) },
      },
    });
  });

  it('runs no more steps at a time than it may', async () => {
    const { PipelineExecutionArn = '' } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName: PIPELINE,
        ClientRequestToken: 'p'.repeat(32),
        ParallelismConfiguration: { MaxParallelExecutionSteps: 1 },
      }),
    );
    aws.advance(60);
    const steps = await stepsOf(PipelineExecutionArn);
    expect(steps).toHaveLength(7);
    steps.slice(1).forEach((step, index) => {
      expect(step.StartTime!.getTime()).toBeGreaterThanOrEqual(
        steps[index].EndTime!.getTime(),
      );
    });
  });

  it('writes its reports where the outputs of its definition are', async () => {
    const { PipelineDefinition, RoleArn } = await client.send(
      new DescribePipelineCommand({ PipelineName: PIPELINE }),
    );
    const PipelineName = 'fraud-detection-branch';
    await client.send(
      new CreatePipelineCommand({
        PipelineName,
        RoleArn,
        ClientRequestToken: 'a'.repeat(32),
        PipelineDefinition: PipelineDefinition!.replaceAll(
          '/fraud-detection"',
          '/fraud-detection/branches/a"',
        ),
      }),
    );
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName,
        ClientRequestToken: 'b'.repeat(32),
      }),
    );
    aws.advance(60);
    const registered = (await stepsOf(PipelineExecutionArn!)).at(-1);
    const version = await aws.client(SageMakerClient, TOOLING).send(
      new DescribeModelPackageCommand({
        ModelPackageName: registered!.Metadata!.RegisterModel!.Arn!,
      }),
    );
    expect(version.ModelMetrics?.ModelQuality?.Statistics?.S3Uri).toBe(
      `s3://mlops-artifacts-${TOOLING}-eu-west-1/fraud-detection/branches/a/${PipelineExecutionArn!
        .split('/')
        .at(-1)}/ml-pipeline-outputs/EvaluateModel/evaluation.json`,
    );
  });

  it('tells of every change by events', async () => {
    const arn = await start();
    aws.advance(60);
    const events = (await receiveEvents(aws)).filter(
      ({ account }) => account === DEV || account === TOOLING,
    );
    expect(
      events
        .filter(event =>
          event['detail-type'].endsWith('Execution Status Change'),
        )
        .map(({ detail, resources }) => ({ detail, resources })),
    ).toEqual([
      {
        resources: [PIPELINE_ARN, arn],
        detail: expect.objectContaining({
          pipelineArn: PIPELINE_ARN,
          pipelineExecutionArn: arn,
          currentPipelineExecutionStatus: 'Executing',
          executionStartTime: expect.any(String),
        }),
      },
      {
        resources: [PIPELINE_ARN, arn],
        detail: expect.objectContaining({
          currentPipelineExecutionStatus: 'Succeeded',
          previousPipelineExecutionStatus: 'Executing',
        }),
      },
    ]);
    expect(
      events
        .filter(event => event.detail.stepName === 'TrainModel')
        .map(({ detail }) => [
          detail.previousStepStatus,
          detail.currentStepStatus,
          detail.stepType,
        ]),
    ).toEqual([
      [undefined, 'Starting', 'Training'],
      ['Starting', 'Executing', 'Training'],
      ['Executing', 'Succeeded', 'Training'],
    ]);
    expect(
      events.find(
        event =>
          event['detail-type'] === 'SageMaker Model Package State Change',
      ),
    ).toMatchObject({
      source: 'aws.sagemaker',
      account: TOOLING,
      region: 'eu-west-1',
      detail: {
        ModelPackageGroupName: 'fraud-detection-models',
        ModelPackageVersion: 19,
        ModelPackageStatus: 'Completed',
        ModelApprovalStatus: 'PendingManualApproval',
      },
    });
  });

  it('fails when the model is below the threshold', async () => {
    const arn = await start({ AccuracyThreshold: '0.999' });
    aws.advance(60);
    expect(await describeRun(arn)).toMatchObject({
      PipelineExecutionStatus: 'Failed',
      FailureReason: expect.stringContaining('Step failure'),
    });
    const steps = await stepsOf(arn);
    expect(steps.at(-2)?.Metadata).toEqual({ Condition: { Outcome: 'False' } });
    expect(steps.at(-1)).toMatchObject({
      StepName: 'FailBelowThreshold',
      StepStatus: 'Failed',
      FailureReason: expect.stringContaining('below 0.999'),
    });
  });

  it('fails at the step that it is told to, and goes on there when retried', async () => {
    await fetch(`${aws.url}/_local/world/failing-step`, {
      method: 'PUT',
      body: JSON.stringify({
        pipelineArn: PIPELINE_ARN,
        step: 'EvaluateModel',
        reason: 'ClientError: no data',
      }),
    });
    const arn = await start();
    aws.advance(60);
    expect((await stepsOf(arn)).at(-1)).toMatchObject({
      StepName: 'EvaluateModel',
      StepStatus: 'Failed',
      FailureReason: 'ClientError: no data',
    });
    aws.world.switches.failingSteps.clear();
    await client.send(
      new RetryPipelineExecutionCommand({
        PipelineExecutionArn: arn,
        ClientRequestToken: 'r'.repeat(32),
      }),
    );
    aws.advance(60);
    expect(await describeRun(arn)).toMatchObject({
      PipelineExecutionStatus: 'Succeeded',
    });
    const steps = await stepsOf(arn);
    expect(
      steps.map(({ StepName, AttemptCount }) => [StepName, AttemptCount]),
    ).toEqual([
      ['CollectData', 1],
      ['PrepareFeatures', 1],
      ['TrainModel', 1],
      ['ExportBaseline', 1],
      ['EvaluateModel', 2],
      ['CheckMetrics', 1],
      ['RegisterModel', 1],
    ]);
  });

  it('stops where it is', async () => {
    const arn = await start();
    aws.advance(6);
    const stop = new StopPipelineExecutionCommand({
      PipelineExecutionArn: arn,
      ClientRequestToken: 's'.repeat(32),
    });
    await client.send(stop);
    expect(await describeRun(arn)).toMatchObject({
      PipelineExecutionStatus: 'Stopping',
    });
    aws.advance(60);
    expect(await describeRun(arn)).toMatchObject({
      PipelineExecutionStatus: 'Stopped',
    });
    expect(await statusesOf(arn)).toEqual([
      ['CollectData', 'Succeeded'],
      ['PrepareFeatures', 'Stopped'],
    ]);
    await expect(client.send(stop)).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it.each([
    ['a', 'ValidationException', {}],
    ['b'.repeat(129), 'ValidationException', {}],
    ['c'.repeat(32), 'ValidationException', { Colour: 'red' }],
  ])('refuses the token %s with %s', async (token, name, parameters) => {
    const [[Name, Value] = ['AccuracyThreshold', '0.5']] =
      Object.entries(parameters);
    const call = client.send(
      new StartPipelineExecutionCommand({
        PipelineName: PIPELINE,
        ClientRequestToken: token,
        PipelineParameters: [{ Name, Value }],
      }),
    );
    await expect(call).rejects.toMatchObject({ name });
  });
});
