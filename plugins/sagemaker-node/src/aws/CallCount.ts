import { AsyncLocalStorage } from 'node:async_hooks';
import type { Outcome } from './metrics';

const current = new AsyncLocalStorage<CallCount>();

/**
 * Counts the requests to AWS that a task makes: every retry and refusal counted,
 * AssumeRole not. What was counted stays readable when the task throws. Tasks
 * under way at the same time do not see each other's requests; of nested ones the
 * innermost counts.
 */
export class CallCount {
  calls = 0;
  /** Those that AWS refused because there were too many. */
  throttles = 0;

  during<T>(task: () => Promise<T>): Promise<T> {
    return current.run(this, task);
  }
}

/** Tells the task that made a request how it ended. */
export function countCall(outcome: Outcome) {
  const count = current.getStore();
  if (count) {
    count.calls++;
    count.throttles += outcome === 'throttled' ? 1 : 0;
  }
}
