import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeModelPackageCommand,
  DescribePipelineCommand,
  ListPipelineExecutionStepsCommand,
  SageMakerClient,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DEV,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../__testUtils__/localAws';

const PIPELINE = 'fraud-detection-training';
const OUTPUT = (step: string) => ({
  Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${step}'].S3Output.S3Uri`,
});
const report = (step: string, file: string) => ({
  ContentType: 'application/json',
  S3Uri: { 'Std:Join': { On: '/', Values: [OUTPUT(step), file] } },
});
const DATA_QUALITY = {
  Statistics: report('ExportBaseline', 'statistics.json'),
  Constraints: report('ExportBaseline', 'constraints.json'),
};

/** What the build repository of a use case registers with. */
const ARGUMENTS = {
  MetadataProperties: {
    CommitId: 'abc123',
    Repository: 'other-build',
    ProjectId: 'other',
    GeneratedBy: { Get: 'Execution.PipelineExecutionArn' },
  },
  CustomerMetadataProperties: {
    'build-id': { Get: 'Execution.PipelineExecutionId' },
    'code-uri': OUTPUT('CollectData'),
  },
  DriftCheckBaselines: { ModelDataQuality: DATA_QUALITY },
  ModelMetrics: {
    ModelQuality: { Statistics: report('EvaluateModel', 'evaluation.json') },
    ModelDataQuality: DATA_QUALITY,
  },
};

describe('a RegisterModel step', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws();
    client = aws.client(SageMakerClient, DEV);
  });
  afterEach(() => aws.close());

  async function addToDefinition() {
    const { PipelineDefinition = '' } = await client.send(
      new DescribePipelineCommand({ PipelineName: PIPELINE }),
    );
    await client.send(
      new UpdatePipelineCommand({
        PipelineName: PIPELINE,
        PipelineDefinition: PipelineDefinition.replace(
          '"Arguments":{"ModelPackageGroupName"',
          `"Arguments":{${JSON.stringify(ARGUMENTS).slice(
            1,
            -1,
          )},"ModelPackageGroupName"`,
        ),
      }),
    );
  }

  async function register() {
    const { PipelineExecutionArn } = await client.send(
      new StartPipelineExecutionCommand({
        PipelineName: PIPELINE,
        ClientRequestToken: 'a'.repeat(32),
      }),
    );
    aws.advance(60);
    const { PipelineExecutionSteps } = await client.send(
      new ListPipelineExecutionStepsCommand({
        PipelineExecutionArn,
        MaxResults: 100,
      }),
    );
    const step = PipelineExecutionSteps?.find(
      ({ StepName }) => StepName === 'RegisterModel',
    );
    const version = await aws.client(SageMakerClient, TOOLING).send(
      new DescribeModelPackageCommand({
        ModelPackageName: step!.Metadata!.RegisterModel!.Arn!,
      }),
    );
    return { run: PipelineExecutionArn!, version };
  }

  it('registers with what its arguments say in this run', async () => {
    await addToDefinition();
    const { run, version } = await register();
    const buildId = run.split('/').at(-1)!;
    const outputs = `s3://mlops-artifacts-${TOOLING}-eu-west-1/fraud-detection/${buildId}/ml-pipeline-outputs`;
    expect(version).toMatchObject({
      MetadataProperties: {
        CommitId: 'abc123',
        Repository: 'other-build',
        ProjectId: 'other',
        GeneratedBy: run,
      },
      CustomerMetadataProperties: {
        'build-id': buildId,
        'code-uri': `${outputs}/CollectData`,
      },
      DriftCheckBaselines: {
        ModelDataQuality: {
          Statistics: { S3Uri: `${outputs}/ExportBaseline/statistics.json` },
          Constraints: { S3Uri: `${outputs}/ExportBaseline/constraints.json` },
        },
      },
      ModelMetrics: {
        ModelQuality: {
          Statistics: { S3Uri: `${outputs}/EvaluateModel/evaluation.json` },
        },
      },
    });
  });

  it.each(['with', 'without'])(
    'has its baseline in S3 %s arguments of its own',
    async kind => {
      if (kind === 'with') {
        await addToDefinition();
      }
      const { version } = await register();
      const { Statistics, Constraints } =
        version.DriftCheckBaselines!.ModelDataQuality!;
      for (const source of [Statistics, Constraints]) {
        const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source!.S3Uri!)!;
        const object = await aws
          .client(S3Client, TOOLING)
          .send(new GetObjectCommand({ Bucket, Key }));
        expect(JSON.parse(await object.Body!.transformToString())).toEqual(
          expect.objectContaining({ version: 0 }),
        );
      }
    },
  );
});
