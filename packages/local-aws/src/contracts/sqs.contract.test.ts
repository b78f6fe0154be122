import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  ReceiveMessageCommandInput,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

const NAME = 'mlops-portal-events';

describeContract('SQS', contract => {
  const sqs = () => contract.account().client(SQSClient);
  const createQueue = async (Attributes?: Record<string, string>) => {
    const { QueueUrl = '' } = await sqs().send(
      new CreateQueueCommand({ QueueName: NAME, Attributes }),
    );
    return QueueUrl;
  };
  const send = (QueueUrl: string, MessageBody: string) =>
    sqs().send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const receive = async (
    QueueUrl: string,
    input: Partial<ReceiveMessageCommandInput> = {},
  ) => {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({ QueueUrl, ...input }),
    );
    return Messages;
  };
  const attributesOf = async (QueueUrl: string) => {
    const { Attributes } = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Attributes;
  };

  it('creates a queue, whose address holds account and name', async () => {
    const { accountId } = contract.account();
    const url = await createQueue();
    expect(url).toMatch(new RegExp(`^http://.*/${accountId}/${NAME}$`));
    const found = await sqs().send(new GetQueueUrlCommand({ QueueName: NAME }));
    expect(found.QueueUrl).toBe(url);
  });

  it('answers the queue that is there with the same attributes', async () => {
    const url = await createQueue({ VisibilityTimeout: '60' });
    expect(await createQueue({ VisibilityTimeout: '60' })).toBe(url);
    const other = createQueue({ VisibilityTimeout: '61' });
    expect(await errorNameOf(other)).toBe('QueueNameExists');
  });

  it('has the attributes that are documented as defaults', async () => {
    const { accountId } = contract.account();
    expect(await attributesOf(await createQueue())).toMatchObject({
      QueueArn: `arn:aws:sqs:${REGION}:${accountId}:${NAME}`,
      VisibilityTimeout: '30',
      DelaySeconds: '0',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
    });
  });

  it('delivers what was sent', async () => {
    const url = await createQueue();
    const { MessageId } = await send(url, '{"detail-type":"ü"}');
    expect(await receive(url)).toEqual([
      {
        MessageId,
        Body: '{"detail-type":"ü"}',
        ReceiptHandle: expect.any(String),
        MD5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
  });

  it('delivers no more than asked for, one by default', async () => {
    const url = await createQueue();
    for (const body of ['1', '2', '3', '4']) {
      await send(url, body);
    }
    expect(await receive(url)).toHaveLength(1);
    expect(await receive(url, { MaxNumberOfMessages: 2 })).toHaveLength(2);
    expect(await receive(url, { MaxNumberOfMessages: 10 })).toHaveLength(1);
  });

  it('hides a message that is received', async () => {
    const url = await createQueue();
    await send(url, 'event');
    expect(await receive(url)).toHaveLength(1);
    expect(await receive(url)).toEqual([]);
    expect(await attributesOf(url)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
  });

  it('shows a message again and counts its receives', async () => {
    const url = await createQueue();
    await send(url, 'event');
    const [{ ReceiptHandle }] = await receive(url);
    await sqs().send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const [again] = await receive(url, {
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    expect(again).toMatchObject({
      Body: 'event',
      Attributes: { ApproximateReceiveCount: '2' },
    });
    expect(again.ReceiptHandle).not.toBe(ReceiptHandle);
  });

  it('does not hide a message for which no timeout is asked', async () => {
    const url = await createQueue();
    await send(url, 'event');
    expect(await receive(url, { VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive(url)).toHaveLength(1);
  });

  it('forgets a message that is deleted', async () => {
    const url = await createQueue();
    await send(url, 'event');
    const [{ ReceiptHandle }] = await receive(url, { VisibilityTimeout: 0 });
    await sqs().send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }),
    );
    expect(await receive(url)).toEqual([]);
    expect(await attributesOf(url)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('waits for a message', async () => {
    const url = await createQueue();
    const waiting = receive(url, { WaitTimeSeconds: 10 });
    await send(url, 'event');
    expect(await waiting).toMatchObject([{ Body: 'event' }]);
  });

  it.each([
    {
      what: 'the address',
      call: () => sqs().send(new GetQueueUrlCommand({ QueueName: 'none' })),
    },
    {
      what: 'a message',
      call: async () => receive((await createQueue()).replace(NAME, 'none')),
    },
    {
      what: 'the attributes',
      call: async () =>
        attributesOf((await createQueue()).replace(NAME, 'none')),
    },
  ])('refuses $what of a queue that does not exist', async ({ call }) => {
    expect(await errorNameOf(call())).toBe('QueueDoesNotExist');
  });

  it('refuses to deliver more than ten messages at a time', async () => {
    const url = await createQueue();
    await expect(
      receive(url, { MaxNumberOfMessages: 11 }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
