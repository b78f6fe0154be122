import {
  EventBridgeClient,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { AwsEvent } from '../../../core/events';
import { createQueue } from '../sqs/store';
import {
  clientConfig,
  GOVERNANCE,
  TOOLING,
  useLocalAws,
} from '../__testUtils__/localAws';

const aws = useLocalAws();

describe('EventBridge', () => {
  it('puts events on the bus and says which are refused', async () => {
    const seen: AwsEvent[] = [];
    aws().world.events.subscribe(event => seen.push(event));
    const client = new EventBridgeClient(clientConfig(aws(), TOOLING));
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'com.example',
            DetailType: 'Greeting',
            Detail: '{"hello":"world"}',
            Time: new Date('2025-01-02T03:04:05Z'),
          },
          { Source: 'aws.sagemaker', DetailType: 'x', Detail: '{}' },
          { Source: 'com.example', DetailType: 'x', Detail: 'no json' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(2);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'NotAuthorizedForSourceException',
      'MalformedDetail',
    ]);
    expect(seen).toMatchObject([
      {
        source: 'com.example',
        account: TOOLING.accountId,
        time: '2025-01-02T03:04:05.000Z',
        detail: { hello: 'world' },
      },
    ]);
  });

  it("forwards AWS's own events of every account to the portal's queue", () => {
    const { world } = aws();
    const emit = (source: string) =>
      world.events.emit({
        source,
        'detail-type': 'Something',
        account: TOOLING.accountId,
        region: 'us-east-1',
        time: world.clock.now(),
        resources: [],
        detail: {},
      });
    emit('aws.sagemaker');
    const queue = createQueue(world, GOVERNANCE, 'mlops-portal-events');
    emit('aws.sagemaker');
    emit('aws.codepipeline');
    emit('com.example');
    const bodies = [...queue.messages.values()].map(({ body }) =>
      JSON.parse(body),
    );
    expect(bodies.map(({ source }) => source)).toEqual([
      'aws.sagemaker',
      'aws.codepipeline',
    ]);
    expect(bodies[0]).toMatchObject({
      'detail-type': 'Something',
      region: 'us-east-1',
    });
  });
});
