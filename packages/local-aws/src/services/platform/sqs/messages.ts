import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { World } from '../../../core/world';
import { Queue, QueuedMessage } from './store';

/** How soon a waiting receive sees that a visibility timeout has ended. */
const LOOK_AGAIN_MS = 200;

function secondsFrom(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

export function sendMessage(
  world: World,
  queue: Queue,
  body: string,
  delaySeconds = Number(queue.attributes.DelaySeconds),
): QueuedMessage {
  const sentAt = world.clock.now();
  const message: QueuedMessage = {
    id: randomUUID(),
    body,
    sentAt,
    visibleAt: secondsFrom(sentAt, delaySeconds),
    receiveCount: 0,
  };
  queue.messages.set(message.id, message);
  queue.arrivals.emit('arrived');
  return message;
}

/** Takes visible messages, oldest first, and hides them for the visibility timeout. */
export function takeMessages(
  world: World,
  queue: Queue,
  limit: number,
  visibilitySeconds = Number(queue.attributes.VisibilityTimeout),
): QueuedMessage[] {
  const now = world.clock.now();
  const taken: QueuedMessage[] = [];
  for (const message of queue.messages.values()) {
    if (taken.length === limit) {
      break;
    }
    if (message.visibleAt <= now) {
      message.visibleAt = secondsFrom(now, visibilitySeconds);
      message.receiveCount++;
      message.firstReceivedAt ??= now;
      message.receiptHandle = `${message.id}:${randomBytes(12).toString(
        'hex',
      )}`;
      taken.push(message);
    }
  }
  return taken;
}

/** Resolves on the next arrival, after `ms`, or when the client has gone. */
async function nextChance(queue: Queue, ms: number, gone: AbortSignal) {
  const over = new AbortController();
  const { signal } = over;
  try {
    await Promise.race([
      once(queue.arrivals, 'arrived', { signal }),
      once(gone, 'abort', { signal }),
      setTimeout(ms, undefined, { signal, ref: false }),
    ]);
  } finally {
    over.abort();
  }
}

/**
 * Long polling. It waits in real time, whatever the world's clock does: it is
 * transport, and a client counts the same seconds.
 */
export async function receiveMessages(
  world: World,
  queue: Queue,
  request: { limit: number; waitSeconds: number; visibilitySeconds?: number },
  signal: AbortSignal,
): Promise<QueuedMessage[]> {
  const end = Date.now() + request.waitSeconds * 1000;
  for (;;) {
    // A client that has gone must not hide messages from the next one.
    if (signal.aborted) {
      return [];
    }
    const messages = takeMessages(
      world,
      queue,
      request.limit,
      request.visibilitySeconds,
    );
    const left = end - Date.now();
    if (messages.length || left <= 0) {
      return messages;
    }
    await nextChance(queue, Math.min(left, LOOK_AGAIN_MS), signal);
  }
}

/** The message of a receipt handle, also of an older receive; undefined when it is deleted. */
export function messageOfHandle(
  queue: Queue,
  receiptHandle: string,
): QueuedMessage | undefined {
  return queue.messages.get(receiptHandle.split(':')[0]);
}
