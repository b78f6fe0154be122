import type {
  CreateQueueRequest,
  GetQueueAttributesRequest,
  GetQueueUrlRequest,
  ListQueuesRequest,
  PurgeQueueRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';
import { missingQueue, queueOfUrl, queueUrl } from './queues';
import { createQueue, Queue, queuesOf } from './store';

const NAME = /^[\w-]{1,80}$/;

export const createQueueOperation: Operation<CreateQueueRequest> = (
  { QueueName = '', Attributes = {}, tags },
  context,
) => {
  if (!NAME.test(QueueName)) {
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  const known = queuesOf(context.world, context).get(QueueName);
  const differs = Object.entries(Attributes).some(
    ([name, value]) => known && known.attributes[name] !== value,
  );
  if (differs) {
    throw new AwsError(
      'QueueNameExists',
      'A queue already exists with the same name and a different value for an attribute',
    );
  }
  createQueue(context.world, context, QueueName, {
    attributes: Attributes,
    tags,
  });
  return { QueueUrl: queueUrl(context, context, QueueName) };
};

export const getQueueUrl: Operation<GetQueueUrlRequest> = (
  { QueueName = '', QueueOwnerAWSAccountId },
  context,
) => {
  const isForeign =
    QueueOwnerAWSAccountId && QueueOwnerAWSAccountId !== context.accountId;
  if (isForeign || !queuesOf(context.world, context).has(QueueName)) {
    throw missingQueue();
  }
  return { QueueUrl: queueUrl(context, context, QueueName) };
};

export const listQueues: Operation<ListQueuesRequest> = (
  { QueueNamePrefix = '' },
  context,
) => ({
  QueueUrls: [...queuesOf(context.world, context).keys()]
    .filter(name => name.startsWith(QueueNamePrefix))
    .map(name => queueUrl(context, context, name)),
});

function attributesOf(world: World, target: Target, queue: Queue) {
  const now = world.clock.now();
  const messages = [...queue.messages.values()];
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receiveCount }) => receiveCount > 0);
  const created = String(Math.floor(queue.createdAt.getTime() / 1000));
  return {
    ...queue.attributes,
    QueueArn: regionalArn('sqs', target, queue.name),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    ApproximateNumberOfMessages: String(messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight.length),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight.length),
  };
}

export const getQueueAttributes: Operation<GetQueueAttributesRequest> = (
  { QueueUrl, AttributeNames = [] },
  context,
) => {
  const queue = queueOfUrl(context, QueueUrl);
  const all = Object.entries(attributesOf(context.world, context, queue));
  const names: string[] = AttributeNames;
  return {
    Attributes: Object.fromEntries(
      all.filter(([name]) => names.includes('All') || names.includes(name)),
    ),
  };
};

export const purgeQueue: Operation<PurgeQueueRequest> = (
  { QueueUrl },
  context,
) => queueOfUrl(context, QueueUrl).messages.clear();
