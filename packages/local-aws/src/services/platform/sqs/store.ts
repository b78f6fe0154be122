import { EventEmitter } from 'node:events';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { Target } from '../target';

export interface QueuedMessage {
  id: string;
  body: string;
  sentAt: Date;
  /** Invisible until then. */
  visibleAt: Date;
  receiveCount: number;
  firstReceivedAt?: Date;
  /** Of the latest receive. */
  receiptHandle?: string;
}

export interface Queue {
  name: string;
  createdAt: Date;
  tags: Record<string, string>;
  /** As in SetQueueAttributes, such as `VisibilityTimeout` in seconds. */
  attributes: Record<string, string>;
  messages: Map<string, QueuedMessage>;
  /** Emits `arrived` for receives that wait. */
  arrivals: EventEmitter;
}

const DEFAULT_ATTRIBUTES = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};

/** Queues by name. */
export const sqsStore = storeKey('sqs', () => new Map<string, Queue>());

export function queuesOf(world: World, target: Target): Map<string, Queue> {
  return world.store(sqsStore, target.accountId, target.region);
}

/** Makes a queue, or answers the one that is there. */
export function createQueue(
  world: World,
  target: Target,
  name: string,
  options: {
    attributes?: Record<string, string>;
    tags?: Record<string, string>;
  } = {},
): Queue {
  const queues = queuesOf(world, target);
  const known = queues.get(name);
  if (known) {
    return known;
  }
  const queue: Queue = {
    name,
    createdAt: world.clock.now(),
    tags: options.tags ?? {},
    attributes: { ...DEFAULT_ATTRIBUTES, ...options.attributes },
    messages: new Map(),
    arrivals: new EventEmitter().setMaxListeners(0),
  };
  queues.set(name, queue);
  return queue;
}
