import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  SearchCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { DEV, startLocalAws, TestAws } from '../../__testUtils__/localAws';
import { receiveEvents } from '../../__testUtils__/portalEvents';

const MANY_SECONDS = 60;

describe('endpoints made by API calls', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'governance' });
    client = aws.client(SageMakerClient, DEV);
    await client.send(new CreateModelCommand({ ModelName: 'churn' }));
    for (const EndpointConfigName of ['blue', 'green']) {
      await client.send(
        new CreateEndpointConfigCommand({
          EndpointConfigName,
          ProductionVariants: [
            {
              VariantName: 'Main',
              ModelName: 'churn',
              InitialInstanceCount: 3,
            },
          ],
        }),
      );
    }
  });
  afterEach(() => aws.close());

  const create = (EndpointName: string, EndpointConfigName = 'blue') =>
    client.send(
      new CreateEndpointCommand({
        EndpointName,
        EndpointConfigName,
        Tags: [{ Key: 'team', Value: 'risk' }],
      }),
    );
  const update = (EndpointConfigName: string) =>
    client.send(
      new UpdateEndpointCommand({ EndpointName: 'Churn', EndpointConfigName }),
    );
  const remove = () =>
    client.send(new DeleteEndpointCommand({ EndpointName: 'Churn' }));
  const describeIt = () =>
    client.send(new DescribeEndpointCommand({ EndpointName: 'Churn' }));

  it('come into service, are updated and go, with events', async () => {
    await create('Churn');
    expect((await describeIt()).EndpointStatus).toBe('Creating');
    aws.advance(MANY_SECONDS);
    expect(await describeIt()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'blue',
      ProductionVariants: [{ VariantName: 'Main', CurrentInstanceCount: 3 }],
    });
    await update('green');
    aws.advance(MANY_SECONDS);
    expect(await describeIt()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'green',
    });
    await remove();
    expect((await describeIt()).EndpointStatus).toBe('Deleting');
    aws.advance(MANY_SECONDS);
    await expect(describeIt()).rejects.toThrow('Could not find');
    const { Results } = await client.send(
      new SearchCommand({ Resource: 'Endpoint' }),
    );
    expect(Results).toEqual([]);
    const events = (await receiveEvents(aws)).map(
      ({ detail }) => detail.eventName ?? detail.EndpointStatus,
    );
    expect(events).toEqual([
      'CREATING',
      'CreateEndpoint',
      'IN_SERVICE',
      'UPDATING',
      'UPDATING',
      'UpdateEndpoint',
      'UPDATING',
      'UPDATING',
      'IN_SERVICE',
      'DELETING',
      'DeleteEndpoint',
    ]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a name that is taken', () => create('churn'), 'already existing'],
    [
      'a configuration that does not exist',
      () => create('new', 'red'),
      'Could not find endpoint configuration',
    ],
    ['a name that is none', () => create('a_b'), 'regular expression'],
    ['changing what is not at rest', () => update('green'), 'in-progress'],
    ['deleting what is not at rest', remove, 'in-progress'],
    [
      'a model that does not exist',
      () =>
        client.send(
          new CreateEndpointConfigCommand({
            EndpointConfigName: 'red',
            ProductionVariants: [{ VariantName: 'Main', ModelName: 'none' }],
          }),
        ),
      'Could not find model',
    ],
  ])('refuse %s', async (_, call, message) => {
    await create('Churn');
    await expect(call()).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
