import { createHash } from 'node:crypto';
import type {
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageRequest,
  ReceiveMessageRequest,
  SendMessageRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/awsError';
import { Context, Operation } from '../../../core/service';
import { messageOfHandle, receiveMessages, sendMessage } from './messages';
import { queueOfUrl } from './queues';
import { Queue, QueuedMessage } from './store';

const MAX_BATCH = 10;
const MAX_WAIT_SECONDS = 20;

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function checkRange(name: string, value: number, least: number, most: number) {
  if (!(value >= least && value <= most)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
    );
  }
}

export const sendMessageOperation: Operation<SendMessageRequest> = (
  { QueueUrl, MessageBody, DelaySeconds },
  context,
) => {
  const queue = queueOfUrl(context, QueueUrl);
  if (!MessageBody) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter MessageBody.',
    );
  }
  const { id } = sendMessage(context.world, queue, MessageBody, DelaySeconds);
  return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
};

function attributesOf(message: QueuedMessage, { accountId }: Context) {
  return {
    SenderId: accountId,
    SentTimestamp: String(message.sentAt.getTime()),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(
      message.firstReceivedAt?.getTime(),
    ),
  };
}

export const receiveMessage: Operation<ReceiveMessageRequest> = async (
  input,
  context,
) => {
  const queue = queueOfUrl(context, input.QueueUrl);
  const limit = input.MaxNumberOfMessages ?? 1;
  const waitSeconds =
    input.WaitTimeSeconds ??
    Number(queue.attributes.ReceiveMessageWaitTimeSeconds);
  checkRange('MaxNumberOfMessages', limit, 1, MAX_BATCH);
  checkRange('WaitTimeSeconds', waitSeconds, 0, MAX_WAIT_SECONDS);
  const messages = await receiveMessages(
    context.world,
    queue,
    { limit, waitSeconds, visibilitySeconds: input.VisibilityTimeout },
    context.signal,
  );
  const asked: string[] = [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ];
  return {
    Messages: messages.map(message => ({
      MessageId: message.id,
      ReceiptHandle: message.receiptHandle,
      Body: message.body,
      MD5OfBody: md5(message.body),
      Attributes: asked.length
        ? Object.fromEntries(
            Object.entries(attributesOf(message, context)).filter(
              ([name]) => asked.includes('All') || asked.includes(name),
            ),
          )
        : undefined,
    })),
  };
};

const HANDLE = /^[\da-f-]{36}:[\da-f]{24}$/;

function invalidHandle(handle: string) {
  return new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}

/** Deleting what is gone succeeds, as in AWS. */
function deleteByHandle(queue: Queue, handle: string) {
  if (!HANDLE.test(handle)) {
    throw invalidHandle(handle);
  }
  const message = messageOfHandle(queue, handle);
  if (message) {
    queue.messages.delete(message.id);
  }
}

export const deleteMessage: Operation<DeleteMessageRequest> = (
  { QueueUrl, ReceiptHandle = '' },
  context,
) => deleteByHandle(queueOfUrl(context, QueueUrl), ReceiptHandle);

export const deleteMessageBatch: Operation<DeleteMessageBatchRequest> = (
  { QueueUrl, Entries = [] },
  context,
) => {
  const queue = queueOfUrl(context, QueueUrl);
  if (!Entries.length) {
    throw new AwsError(
      'EmptyBatchRequest',
      'There should be at least one DeleteMessageBatchRequestEntry in the request.',
    );
  }
  if (Entries.length > MAX_BATCH) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_BATCH}. You have sent ${Entries.length}.`,
    );
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const { Id, ReceiptHandle = '' } of Entries) {
    try {
      deleteByHandle(queue, ReceiptHandle);
      Successful.push({ Id });
    } catch (error) {
      if (!(error instanceof AwsError)) {
        throw error;
      }
      const { code: Code, message: Message } = error;
      Failed.push({ Id, SenderFault: true, Code, Message });
    }
  }
  return { Successful, Failed };
};

export const changeMessageVisibility: Operation<
  ChangeMessageVisibilityRequest
> = ({ QueueUrl, ReceiptHandle = '', VisibilityTimeout = 0 }, context) => {
  const queue = queueOfUrl(context, QueueUrl);
  const message = messageOfHandle(queue, ReceiptHandle);
  const now = context.world.clock.now();
  if (!HANDLE.test(ReceiptHandle)) {
    throw invalidHandle(ReceiptHandle);
  }
  if (!message || message.visibleAt <= now) {
    throw new AwsError(
      'MessageNotInflight',
      'The specified message is not in flight.',
    );
  }
  message.visibleAt = new Date(now.getTime() + VisibilityTimeout * 1000);
};
