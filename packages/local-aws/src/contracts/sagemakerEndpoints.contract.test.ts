import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describeContract, REGION } from './__testUtils__/endpoints';

const TAGS = [{ Key: 'mlops:owner', Value: 'group:default/credit-risk' }];

describeContract('SageMaker endpoints', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);

  it('lists none', async () => {
    const { Endpoints } = await sagemaker().send(new ListEndpointsCommand({}));
    expect(Endpoints).toEqual([]);
  });

  async function createEndpoint() {
    await sagemaker().send(
      new CreateModelCommand({
        ModelName: 'churn-model',
        ExecutionRoleArn: 'arn:aws:iam::123456789012:role/mlops-endpoint',
        PrimaryContainer: { Image: 'churn:1' },
      }),
    );
    await sagemaker().send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: 'churn-config',
        ProductionVariants: [
          {
            VariantName: 'AllTraffic',
            ModelName: 'churn-model',
            InitialInstanceCount: 1,
            InstanceType: 'ml.m5.large',
          },
        ],
      }),
    );
    return sagemaker().send(
      new CreateEndpointCommand({
        EndpointName: 'churn',
        EndpointConfigName: 'churn-config',
        Tags: TAGS,
      }),
    );
  }

  it('creates an endpoint of a configuration and a model', async () => {
    const arnOf = (resource: string) =>
      `arn:aws:sagemaker:${REGION}:${contract.account().accountId}:${resource}`;
    const { EndpointArn = '' } = await createEndpoint();
    expect(EndpointArn).toBe(arnOf('endpoint/churn'));
    const endpoint = await sagemaker().send(
      new DescribeEndpointCommand({ EndpointName: 'churn' }),
    );
    expect(endpoint).toMatchObject({
      EndpointArn,
      EndpointName: 'churn',
      EndpointConfigName: 'churn-config',
      CreationTime: expect.any(Date),
    });
    const config = await sagemaker().send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: 'churn-config' }),
    );
    expect(config).toMatchObject({
      EndpointConfigArn: arnOf('endpoint-config/churn-config'),
      ProductionVariants: [
        { VariantName: 'AllTraffic', ModelName: 'churn-model' },
      ],
    });
    const model = await sagemaker().send(
      new DescribeModelCommand({ ModelName: 'churn-model' }),
    );
    expect(model).toMatchObject({
      ModelArn: arnOf('model/churn-model'),
      PrimaryContainer: { Image: 'churn:1' },
    });
    const { Tags } = await sagemaker().send(
      new ListTagsCommand({ ResourceArn: EndpointArn }),
    );
    expect(Tags).toEqual(TAGS);
  });

  it('refuses an endpoint of a configuration that does not exist', async () => {
    const call = sagemaker().send(
      new CreateEndpointCommand({
        EndpointName: 'churn',
        EndpointConfigName: 'none',
      }),
    );
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each([
    {
      what: 'endpoint',
      call: () =>
        sagemaker().send(new DescribeEndpointCommand({ EndpointName: 'none' })),
    },
    {
      what: 'endpoint configuration',
      call: () =>
        sagemaker().send(
          new DescribeEndpointConfigCommand({ EndpointConfigName: 'none' }),
        ),
    },
    {
      what: 'model',
      call: () =>
        sagemaker().send(new DescribeModelCommand({ ModelName: 'none' })),
    },
  ])('answers the $what that does not exist', async ({ what, call }) => {
    await expect(call()).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(`Could not find ${what} .*none`),
    });
  });
});
