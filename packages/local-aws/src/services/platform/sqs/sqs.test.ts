import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  clientConfig,
  GOVERNANCE,
  TOOLING,
  useLocalAws,
} from '../__testUtils__/localAws';

const aws = useLocalAws();
const client = () => new SQSClient(clientConfig(aws(), GOVERNANCE));

async function queue(name: string) {
  const { QueueUrl } = await client().send(
    new CreateQueueCommand({ QueueName: name }),
  );
  return QueueUrl!;
}

const send = (QueueUrl: string, MessageBody: string) =>
  client().send(new SendMessageCommand({ QueueUrl, MessageBody }));

const receive = async (
  QueueUrl: string,
  options: { WaitTimeSeconds?: number; VisibilityTimeout?: number } = {},
) => {
  const { Messages = [] } = await client().send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      ...options,
    }),
  );
  return Messages;
};

describe('SQS', () => {
  it('sends, receives and deletes', async () => {
    const QueueUrl = await queue('basic');
    expect(QueueUrl).toBe(`${aws().url}/100000000001/basic`);
    await send(QueueUrl, 'ünïcode ✓');
    const [message] = await receive(QueueUrl);
    expect(message).toMatchObject({
      Body: 'ünïcode ✓',
      Attributes: { ApproximateReceiveCount: '1' },
    });
    expect(await receive(QueueUrl)).toEqual([]);
    await client().send(
      new DeleteMessageCommand({
        QueueUrl,
        ReceiptHandle: message.ReceiptHandle,
      }),
    );
    const { Attributes } = await client().send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:eu-west-1:100000000001:basic',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      VisibilityTimeout: '30',
    });
  });

  it('answers a long poll as soon as a message arrives', async () => {
    const QueueUrl = await queue('long');
    const started = Date.now();
    const poll = receive(QueueUrl, { WaitTimeSeconds: 20 });
    setTimeout(() => send(QueueUrl, 'late'), 100);
    expect(await poll).toMatchObject([{ Body: 'late' }]);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('ends a long poll without messages', async () => {
    const QueueUrl = await queue('quiet');
    const started = Date.now();
    expect(await receive(QueueUrl, { WaitTimeSeconds: 1 })).toEqual([]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
  });

  it('gives a client that has gone no messages', async () => {
    const QueueUrl = await queue('gone');
    const abort = new AbortController();
    const poll = client().send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
      { abortSignal: abort.signal },
    );
    setTimeout(() => abort.abort(), 100);
    await expect(poll).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise(resolve => setTimeout(resolve, 50));
    await send(QueueUrl, 'for the next one');
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it('shows a message again when its visibility timeout ends', async () => {
    const QueueUrl = await queue('again');
    await send(QueueUrl, 'x');
    const [first] = await receive(QueueUrl);
    await client().send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: first.ReceiptHandle,
        VisibilityTimeout: 1,
      }),
    );
    const [second] = await receive(QueueUrl, { WaitTimeSeconds: 5 });
    expect(second).toMatchObject({
      MessageId: first.MessageId,
      Attributes: { ApproximateReceiveCount: '2' },
    });
  });

  it('deletes in batches and says which entries failed', async () => {
    const QueueUrl = await queue('batch');
    await Promise.all([send(QueueUrl, '1'), send(QueueUrl, '2')]);
    const messages = await receive(QueueUrl, { VisibilityTimeout: 0 });
    const { Successful, Failed } = await client().send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          ...messages.map(({ MessageId, ReceiptHandle }) => ({
            Id: MessageId,
            ReceiptHandle,
          })),
          { Id: 'bad', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(Successful).toHaveLength(2);
    expect(Failed).toMatchObject([
      { Id: 'bad', Code: 'ReceiptHandleIsInvalid' },
    ]);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it('purges', async () => {
    const QueueUrl = await queue('purged');
    await send(QueueUrl, 'x');
    await client().send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it('names its errors as SQS does', async () => {
    await expect(
      client().send(new GetQueueUrlCommand({ QueueName: 'none' })),
    ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    const QueueUrl = await queue('owned');
    await expect(
      new SQSClient(clientConfig(aws(), TOOLING)).send(
        new ReceiveMessageCommand({ QueueUrl }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
