import { KeyedQueue } from '../ingestion/KeyedQueue';

/** Collects items for a key while its turn is waited for; then they are one task. */
export class Batches<T> {
  private readonly waiting = new Map<
    string,
    { items: T[]; done: Promise<void> }
  >();

  constructor(
    private readonly queue: KeyedQueue,
    private readonly task: (key: string, items: T[]) => Promise<void>,
  ) {}

  /** Settles as the task of the batch does. */
  add(key: string, item: T): Promise<void> {
    const batch = this.waiting.get(key);
    if (batch) {
      batch.items.push(item);
      return batch.done;
    }
    const items = [item];
    const done = this.queue.run(key, () => {
      this.waiting.delete(key);
      return this.task(key, items);
    });
    this.waiting.set(key, { items, done });
    return done;
  }
}
