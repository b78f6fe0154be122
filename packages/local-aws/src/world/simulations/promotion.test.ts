import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  SageMakerClient,
  SearchCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import {
  PREPROD,
  PROD,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../__testUtils__/localAws';
import { receiveEvents } from '../../__testUtils__/portalEvents';

/** A version of churn-prediction waits for its first approval; nothing is deployed. */
const MARKETING_PREPROD = '220000000003';
const FIRST_VERSION = `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/churn-prediction-models/1`;

describe('promotion', () => {
  let aws: TestAws;
  beforeEach(async () => {
    aws = await startLocalAws();
  });
  afterEach(() => aws.close());

  const decideVersion = (
    ModelPackageArn: string,
    ModelApprovalStatus: 'Approved' | 'Rejected',
  ) =>
    aws.client(SageMakerClient, TOOLING).send(
      new UpdateModelPackageCommand({
        ModelPackageArn,
        ModelApprovalStatus,
        ApprovalDescription: 'Looks right',
      }),
    );

  async function stateOf(name: string) {
    const { stageStates = [] } = await aws
      .client(CodePipelineClient, TOOLING)
      .send(new GetPipelineStateCommand({ name }));
    return Object.fromEntries(
      stageStates.map(stage => [
        stage.stageName,
        {
          status: stage.latestExecution?.status,
          executionId: stage.latestExecution?.pipelineExecutionId,
          action: stage.actionStates?.[0],
        },
      ]),
    );
  }

  async function decideProd(name: string, status: 'Approved' | 'Rejected') {
    const { ApproveProd } = await stateOf(name);
    await aws.client(CodePipelineClient, TOOLING).send(
      new PutApprovalResultCommand({
        pipelineName: name,
        stageName: 'ApproveProd',
        actionName: 'Approval',
        token: ApproveProd.action?.latestExecution?.token,
        result: { status, summary: 'Product owner has decided' },
      }),
    );
  }

  const describeEndpoint = (accountId: string, EndpointName: string) =>
    aws
      .client(SageMakerClient, accountId)
      .send(new DescribeEndpointCommand({ EndpointName }));

  /** The version behind an endpoint, the long way round. */
  async function servedVersion(accountId: string, endpoint: string) {
    const client = aws.client(SageMakerClient, accountId);
    const { EndpointConfigName } = await describeEndpoint(accountId, endpoint);
    const { ProductionVariants } = await client.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName }),
    );
    const { PrimaryContainer } = await client.send(
      new DescribeModelCommand({
        ModelName: ProductionVariants?.[0].ModelName,
      }),
    );
    return PrimaryContainer?.ModelPackageName;
  }

  it('takes an approved version to staging and, approved again, to prod', async () => {
    const name = 'churn-prediction-deploy';
    await decideVersion(FIRST_VERSION, 'Approved');
    aws.advance(2);
    expect(await stateOf(name)).toMatchObject({
      Source: {
        status: 'Succeeded',
        action: {
          currentRevision: { revisionId: FIRST_VERSION },
          latestExecution: { summary: FIRST_VERSION },
        },
      },
      DeployStaging: { status: 'InProgress' },
    });
    expect(
      await describeEndpoint(MARKETING_PREPROD, 'churn-prediction'),
    ).toMatchObject({ EndpointStatus: 'Creating' });

    aws.advance(20);
    expect(
      await describeEndpoint(MARKETING_PREPROD, 'churn-prediction'),
    ).toMatchObject({ EndpointStatus: 'InService' });
    expect(await servedVersion(MARKETING_PREPROD, 'churn-prediction')).toBe(
      FIRST_VERSION,
    );
    const waiting = await stateOf(name);
    expect(waiting).toMatchObject({
      TestStaging: { status: 'Succeeded' },
      ApproveProd: {
        status: 'InProgress',
        action: { latestExecution: { token: expect.any(String) } },
      },
      DeployProd: { status: undefined },
    });
    const { pipelineExecution } = await aws
      .client(CodePipelineClient, TOOLING)
      .send(
        new GetPipelineExecutionCommand({
          pipelineName: name,
          pipelineExecutionId: waiting.Source.executionId,
        }),
      );
    expect(pipelineExecution?.variables).toEqual([
      { name: 'ModelPackageArn', resolvedValue: FIRST_VERSION },
    ]);

    await decideProd(name, 'Approved');
    aws.advance(20);
    expect(await servedVersion('220000000004', 'churn-prediction')).toBe(
      FIRST_VERSION,
    );
    expect(await stateOf(name)).toMatchObject({
      DeployProd: { status: 'Succeeded' },
    });
  });

  it('updates an endpoint with a canary, and tells of every phase', async () => {
    await decideProd('credit-scoring-deploy', 'Approved');
    aws.advance(5);
    expect(await describeEndpoint(PROD, 'credit-scoring')).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'credit-scoring-v11',
      PendingDeploymentSummary: {
        EndpointConfigName: 'credit-scoring-v12',
        ProductionVariants: [{ VariantStatus: [{ Status: 'Baking' }] }],
      },
    });
    aws.advance(10);
    const endpoint = await describeEndpoint(PROD, 'credit-scoring');
    expect(endpoint).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'credit-scoring-v12',
      LastDeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'CANARY' },
        },
      },
    });
    expect(endpoint.PendingDeploymentSummary).toBeUndefined();

    const events = (await receiveEvents(aws)).filter(
      ({ account }) => account === PROD,
    );
    expect(
      events.map(({ 'detail-type': type, detail }) => {
        const { PendingDeploymentSummary: pending } = JSON.parse(
          JSON.stringify(detail),
        );
        return [
          type.replace('SageMaker Endpoint ', ''),
          pending
            ? pending.ProductionVariants[0].VariantStatus[0].Status
            : detail.EndpointStatus,
        ];
      }),
    ).toEqual([
      ['State Change', 'UPDATING'],
      ['Deployment State Change', 'Creating'],
      ['Deployment State Change', 'ActivatingTraffic'],
      ['Deployment State Change', 'Baking'],
      ['State Change', 'IN_SERVICE'],
    ]);
    expect(events[0].detail).toMatchObject({
      EndpointName: 'credit-scoring',
      Tags: { 'sagemaker:project-name': 'credit-scoring' },
    });
  });

  it('rolls back when the canary raises an alarm', async () => {
    await fetch(`${aws.url}/_local/world/fail-next-deployment`, {
      method: 'PUT',
      body: '{"reason":"Alarm mlops-endpoint-5xx is in ALARM"}',
    });
    await decideProd('credit-scoring-deploy', 'Approved');
    aws.advance(30);
    expect(await describeEndpoint(PROD, 'credit-scoring')).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'credit-scoring-v11',
    });
    expect(await stateOf('credit-scoring-deploy')).toMatchObject({
      DeployProd: {
        status: 'Failed',
        action: {
          latestExecution: {
            errorDetails: { message: 'Alarm mlops-endpoint-5xx is in ALARM' },
          },
        },
      },
    });
  });

  it('goes no further when prod is rejected', async () => {
    await decideProd('credit-scoring-deploy', 'Rejected');
    aws.advance(60);
    expect(await stateOf('credit-scoring-deploy')).toMatchObject({
      ApproveProd: { status: 'Failed' },
    });
    expect(await describeEndpoint(PROD, 'credit-scoring')).toMatchObject({
      EndpointConfigName: 'credit-scoring-v11',
    });
  });

  it('starts nothing when a version is rejected', async () => {
    await decideVersion(FIRST_VERSION, 'Rejected');
    aws.advance(60);
    expect(await stateOf('churn-prediction-deploy')).toMatchObject({
      Source: { status: undefined },
    });
  });

  it('has an older execution wait for approval until a newer one takes its place', async () => {
    const older = `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/credit-scoring-models/11`;
    await decideVersion(older, 'Rejected');
    await decideVersion(older, 'Approved');
    aws.advance(60);
    const { Source, ApproveProd } = await stateOf('credit-scoring-deploy');
    expect(Source.action?.currentRevision?.revisionId).toBe(older);
    expect(ApproveProd.executionId).not.toBe(Source.executionId);
    await decideProd('credit-scoring-deploy', 'Rejected');
    const after = await stateOf('credit-scoring-deploy');
    expect(after.ApproveProd).toMatchObject({
      status: 'InProgress',
      executionId: Source.executionId,
    });
  });

  it('joins what runs to what was registered by Search', async () => {
    const { Results = [] } = await aws.client(SageMakerClient, PREPROD).send(
      new SearchCommand({
        Resource: 'Model',
        MaxResults: 100,
        SortBy: 'CreationTime',
      }),
    );
    const running = Results.map(({ Model }) => [
      Model?.Endpoints?.[0]?.EndpointName,
      Model?.Model?.PrimaryContainer?.ModelPackageName,
    ]);
    expect(running).toContainEqual([
      'fraud-detection',
      `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/fraud-detection-models/18`,
    ]);
  });
});
