import {
  DescribePipelineExecutionCommand,
  DescribeProcessingJobCommand,
  ListPipelineExecutionStepsCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-sagemaker';
import { DEV, startLocalAws, TestAws } from '../../__testUtils__/localAws';

const PIPELINE = 'fraud-detection-training';

describe('a selective execution', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  let source: string;
  beforeAll(async () => {
    aws = await startLocalAws();
    client = aws.client(SageMakerClient, DEV);
    source = await start();
    aws.advance(60);
  });
  afterAll(() => aws.close());

  let starts = 0;
  async function start(
    selected?: string[],
    SourcePipelineExecutionArn?: string,
  ) {
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName: PIPELINE,
        ClientRequestToken: String(starts++).padStart(32, 't'),
        SelectiveExecutionConfig: selected && {
          SourcePipelineExecutionArn,
          SelectedSteps: selected.map(StepName => ({ StepName })),
        },
      }),
    );
    return PipelineExecutionArn!;
  }

  async function stepsOf(PipelineExecutionArn: string) {
    const { PipelineExecutionSteps = [] } = await client.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn,
        MaxResults: 100,
        SortOrder: 'Ascending',
      }),
    );
    return PipelineExecutionSteps;
  }

  it('runs what is selected and takes what that needs from another run', async () => {
    const run = await start(['EvaluateModel'], source);
    aws.advance(60);
    const steps = await stepsOf(run);
    const taken = { SourcePipelineExecutionArn: source };
    expect(
      steps
        .map(({ StepName, StepStatus, SelectiveExecutionResult }) => [
          StepName,
          StepStatus,
          SelectiveExecutionResult,
        ])
        .sort(),
    ).toEqual([
      ['CollectData', 'Succeeded', taken],
      ['EvaluateModel', 'Succeeded', undefined],
      ['PrepareFeatures', 'Succeeded', taken],
      ['TrainModel', 'Succeeded', taken],
    ]);
    expect(
      await client.send(
        new DescribePipelineExecutionCommand({ PipelineExecutionArn: run }),
      ),
    ).toMatchObject({
      PipelineExecutionStatus: 'Succeeded',
      SelectiveExecutionConfig: {
        SourcePipelineExecutionArn: source,
        SelectedSteps: [{ StepName: 'EvaluateModel' }],
      },
    });
    const evaluated = steps.find(
      ({ StepName }) => StepName === 'EvaluateModel',
    );
    const job = await client.send(
      new DescribeProcessingJobCommand({
        ProcessingJobName:
          evaluated?.Metadata?.ProcessingJob?.Arn?.split('/').at(-1),
      }),
    );
    expect(job.ProcessingInputs?.[1].S3Input?.S3Uri).toContain(
      `/${source.split('/').at(-1)}/ml-pipeline-outputs/PrepareFeatures`,
    );
  });

  it('needs no other run for what needs nothing', async () => {
    const run = await start(['CollectData', 'PrepareFeatures']);
    aws.advance(60);
    expect((await stepsOf(run)).map(({ StepName }) => StepName)).toEqual([
      'CollectData',
      'PrepareFeatures',
    ]);
  });

  it.each<[string, string[], (() => string) | undefined, string]>([
    ['unknown steps', ['Nothing'], undefined, 'not defined'],
    ['no steps', [], undefined, 'at least one'],
    ['gaps', ['CollectData', 'TrainModel'], () => source, 'between selected'],
    ['no run to take from', ['TrainModel'], undefined, 'is required'],
    [
      'a run of another pipeline',
      ['TrainModel'],
      () => source.replace(PIPELINE, 'loan-default-training'),
      'is not an execution of pipeline',
    ],
  ])('is refused with %s', async (_, selected, from, message) => {
    await expect(start(selected, from?.())).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('takes only from a run that is over, and only what has succeeded', async () => {
    const executing = await start();
    await expect(start(['TrainModel'], executing)).rejects.toMatchObject({
      message: expect.stringContaining('is in status Executing'),
    });
    const part = await start(['CollectData']);
    aws.advance(60);
    await expect(start(['TrainModel'], part)).rejects.toMatchObject({
      message: expect.stringContaining('PrepareFeatures has not succeeded'),
    });
  });
});
