import {
  CodePipelineClient,
  GetPipelineStateCommand,
} from '@aws-sdk/client-codepipeline';
import {
  DescribeModelPackageCommand,
  Endpoint,
  ListPipelineExecutionStepsCommand,
  ModelPackage,
  PipelineExecution,
  PipelineExecutionStep,
  SageMakerClient,
  SearchCommand,
  SearchRecord,
} from '@aws-sdk/client-sagemaker';
import {
  DEV,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../__testUtils__/localAws';
import { ACCOUNT_SETS } from './accountSets';
import { USE_CASES } from './useCases';

/** What a portal finds of one use case; versions as their numbers. */
interface Found {
  newest?: ModelPackage;
  /** Of the registry: newest version that is approved. */
  approved?: number;
  latestRun?: PipelineExecution;
  staging?: Endpoint;
  prod?: Endpoint;
  /** 0 when the model behind the endpoint was never registered. */
  stagingVersion?: number;
  prodVersion?: number;
  stages: Record<string, string | undefined>;
}

/** What is special about a step, in a word. */
function stateOf(step: PipelineExecutionStep): string | undefined {
  if (step.CacheHitResult?.SourcePipelineExecutionArn) {
    return 'cached';
  }
  return (step.AttemptCount ?? 1) > 1
    ? `attempt ${step.AttemptCount}`
    : step.Metadata?.Condition?.Outcome ?? step.StepStatus;
}

describe('the demo world', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startLocalAws();
  });
  afterAll(() => aws.close());

  async function search(
    accountId: string,
    region: string,
    Resource:
      | 'ModelPackage'
      | 'Model'
      | 'Endpoint'
      | 'PipelineExecution'
      | 'ModelPackageGroup',
  ): Promise<SearchRecord[]> {
    const client = aws.client(SageMakerClient, accountId, region);
    const records: SearchRecord[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new SearchCommand({
          Resource,
          MaxResults: 100,
          SortBy: 'CreationTime',
          NextToken,
        }),
      );
      records.push(...(page.Results ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return records;
  }

  async function find(name: string): Promise<Found> {
    const demo = USE_CASES.find(useCase => useCase.name === name)!;
    const { region, accounts } = ACCOUNT_SETS.find(
      ({ name: set }) => set === demo.set,
    )!;
    const versions = (await search(TOOLING, region, 'ModelPackage')).flatMap(
      ({ ModelPackage: version }) =>
        version?.ModelPackageGroupName === `${name}-models` ? [version] : [],
    );
    const runs = (
      await search(accounts.dev, region, 'PipelineExecution')
    ).flatMap(({ PipelineExecution: run }) =>
      run?.PipelineArn?.endsWith(`/${name}-training`) ? [run] : [],
    );
    const deployed = async (accountId: string) => {
      const endpoint = (await search(accountId, region, 'Endpoint')).find(
        record => record.Endpoint?.EndpointName === name,
      )?.Endpoint;
      const model = (await search(accountId, region, 'Model')).find(
        ({ Model }) => Model?.Endpoints?.[0]?.EndpointName === name,
      )?.Model?.Model;
      const arn = model?.PrimaryContainer?.ModelPackageName;
      return {
        endpoint,
        version: model && Number(arn?.split('/').at(-1) ?? 0),
      };
    };
    const staging = await deployed(accounts.preprod);
    const prod = await deployed(accounts.prod);
    const state = await aws
      .client(CodePipelineClient, TOOLING, region)
      .send(new GetPipelineStateCommand({ name: `${name}-deploy` }))
      .catch(() => ({ stageStates: [] }));
    return {
      newest: versions[0],
      approved: versions.find(
        ({ ModelApprovalStatus }) => ModelApprovalStatus === 'Approved',
      )?.ModelPackageVersion,
      latestRun: runs[0],
      staging: staging.endpoint,
      stagingVersion: staging.version,
      prod: prod.endpoint,
      prodVersion: prod.version,
      stages: Object.fromEntries(
        (state.stageStates ?? []).map(({ stageName, latestExecution }) => [
          stageName,
          latestExecution?.status,
        ]),
      ),
    };
  }

  it.each<[string, string, object]>([
    [
      'in production',
      'fraud-detection',
      {
        newest: { ModelPackageVersion: 18, ModelApprovalStatus: 'Approved' },
        latestRun: { PipelineExecutionStatus: 'Succeeded' },
        stagingVersion: 18,
        prodVersion: 18,
        prod: { EndpointStatus: 'InService' },
        stages: { DeployProd: 'Succeeded' },
      },
    ],
    [
      'new, without runs',
      'collections-priority',
      {
        newest: undefined,
        latestRun: undefined,
        prod: undefined,
        stages: { Source: undefined },
      },
    ],
    [
      'its first model waiting for approval',
      'churn-prediction',
      {
        newest: {
          ModelPackageVersion: 1,
          ModelApprovalStatus: 'PendingManualApproval',
        },
        staging: undefined,
      },
    ],
    [
      'its pipeline failing',
      'loan-default',
      {
        latestRun: {
          PipelineExecutionStatus: 'Failed',
          FailureReason: expect.any(String),
        },
        prodVersion: 7,
      },
    ],
    [
      'training now',
      'customer-lifetime-value',
      { latestRun: { PipelineExecutionStatus: 'Executing' } },
    ],
    [
      'waiting for the approval of prod',
      'credit-scoring',
      {
        stagingVersion: 12,
        prodVersion: 11,
        stages: { TestStaging: 'Succeeded', ApproveProd: 'InProgress' },
      },
    ],
    [
      'rolled back in prod',
      'campaign-uplift',
      {
        stagingVersion: 10,
        prodVersion: 9,
        prod: {
          EndpointStatus: 'InService',
          FailureReason: expect.stringContaining('rolled back'),
        },
        stages: { DeployProd: 'Failed' },
      },
    ],
    [
      'unable to roll staging back',
      'stock-replenishment',
      {
        staging: { EndpointStatus: 'UpdateRollbackFailed' },
        stages: { DeployStaging: 'Failed' },
      },
    ],
    [
      'drifting: approved 14, running 12, nothing under way',
      'aml-alerts',
      {
        approved: 14,
        prodVersion: 12,
        stages: { DeployProd: 'Succeeded' },
      },
    ],
    [
      'serving a model that was never registered',
      'price-elasticity',
      { stagingVersion: 5, prodVersion: 0 },
    ],
    [
      'older in staging than in prod',
      'product-recommendations',
      { stagingVersion: 11, prodVersion: 13 },
    ],
    [
      'its newest version rejected',
      'next-best-offer',
      {
        newest: {
          ModelApprovalStatus: 'Rejected',
          ApprovalDescription: expect.any(String),
        },
        prodVersion: 10,
      },
    ],
    [
      'in a decommissioned set, its versions still there',
      'churn-baseline',
      {
        newest: { ModelPackageVersion: 4 },
        latestRun: undefined,
        prod: undefined,
        stages: {},
      },
    ],
  ])('has a use case that is %s', async (_, name, expected) => {
    expect(await find(name)).toMatchObject(expected);
  });

  it('gives every model group the tags that lead on from it', async () => {
    const groups = [
      ...(await search(TOOLING, 'eu-west-1', 'ModelPackageGroup')),
      ...(await search(TOOLING, 'us-east-1', 'ModelPackageGroup')),
    ]
      .map(({ ModelPackageGroup: group }) => ({
        name: group?.ModelPackageGroupName,
        keys: (group?.Tags ?? []).map(({ Key }) => Key),
      }))
      .filter(({ keys }) => !keys.includes('mlops:branch'));
    expect(groups.map(({ name }) => name).sort()).toEqual(
      USE_CASES.map(({ name }) => `${name}-models`).sort(),
    );
    for (const { keys } of groups) {
      expect(keys).toEqual(
        expect.arrayContaining([
          'sagemaker:project-name',
          'sagemaker:project-id',
          'mlops:owner',
          'mlops:account-set',
          'mlops:deployment-pipeline',
        ]),
      );
    }
    const withoutPipeline = groups.filter(
      ({ keys }) => !keys.includes('mlops:pipeline'),
    );
    expect(withoutPipeline.map(({ name }) => name)).toEqual([
      'price-elasticity-models',
    ]);
  });

  it.each<[string, string, string, object]>([
    [
      'stopped',
      'fraud-detection-training',
      'Stopped',
      { TrainModel: 'Stopped' },
    ],
    [
      'below the threshold',
      'fraud-detection-training',
      'Failed',
      { CheckMetrics: 'False', FailBelowThreshold: 'Failed' },
    ],
    [
      'retried',
      'fraud-detection-training',
      'Succeeded',
      { TrainModel: 'attempt 2' },
    ],
    [
      'of a branch, with steps from the cache',
      'fraud-detection-graph-features-e91e3519-training',
      'Succeeded',
      { CollectData: 'cached', PrepareFeatures: 'cached' },
    ],
    [
      'of a branch, failed with a reason',
      'fraud-detection-graph-features-e91e3519-training',
      'Failed',
      { TrainModel: 'Failed' },
    ],
    [
      'of many branches, with the other branch of the condition',
      'demand-forecast-backtest',
      'Succeeded',
      { CheckAccuracy: 'False', ExplainGap: 'Succeeded' },
    ],
    [
      'of many branches, failed with others under way',
      'demand-forecast-backtest',
      'Failed',
      { EvaluateNorth: 'Failed', TrainWest: 'Succeeded' },
    ],
  ])('has a run %s', async (_, pipeline, status, expected) => {
    const isForecast = pipeline.startsWith('demand');
    const [account, region] = isForecast
      ? ['230000000002', 'us-east-1']
      : [DEV, 'eu-west-1'];
    const arn = `arn:aws:sagemaker:${region}:${account}:pipeline/${pipeline}`;
    const client = aws.client(SageMakerClient, account, region);
    const { Results = [] } = await client.send(
      new SearchCommand({
        Resource: 'PipelineExecution',
        MaxResults: 100,
        SearchExpression: {
          Filters: [
            {
              Name: 'PipelineArn',
              Operator: 'In',
              Value: `${arn},${arn}-none`,
            },
            { Name: 'PipelineExecutionStatus', Value: status },
            {
              Name: 'CreationTime',
              Operator: 'LessThan',
              Value: aws.clock.now().toISOString().slice(0, 19),
            },
          ],
        },
      }),
    );
    const runs = await Promise.all(
      Results.map(({ PipelineExecution: run }) =>
        client.send(
          new ListPipelineExecutionStepsCommand({
            PipelineExecutionArn: run?.PipelineExecutionArn,
            MaxResults: 100,
          }),
        ),
      ),
    );
    const seen = runs.map(({ PipelineExecutionSteps: steps = [] }) =>
      Object.fromEntries(steps.map(step => [step.StepName, stateOf(step)])),
    );
    expect(seen).toContainEqual(expect.objectContaining(expected));
  });

  it('tells the time of the past from its own clock', async () => {
    const { LastModifiedTime, CreationTime } = await aws
      .client(SageMakerClient, TOOLING)
      .send(
        new DescribeModelPackageCommand({
          ModelPackageName: `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/fraud-detection-models/1`,
        }),
      );
    const now = aws.clock.now().getTime();
    expect(CreationTime!.getTime()).toBeLessThan(now - 200 * 24 * 3600_000);
    expect(LastModifiedTime!.getTime()).toBeGreaterThan(
      CreationTime!.getTime(),
    );
  });
});
