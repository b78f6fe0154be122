import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describeContract } from './__testUtils__/endpoints';

// Endpoints, their configurations and models are made by deployments in Local
// AWS, not by API calls: here is what a caller gets before there are any.
describeContract('SageMaker endpoints', contract => {
  const sagemaker = () => contract.account().client(SageMakerClient);

  it('lists none', async () => {
    const { Endpoints } = await sagemaker().send(new ListEndpointsCommand({}));
    expect(Endpoints).toEqual([]);
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
