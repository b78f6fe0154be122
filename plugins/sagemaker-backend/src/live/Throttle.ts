/**
 * Runs a task for a key at once, and again at most once an interval while it is
 * asked for: a burst costs two runs, and the last one comes after the burst.
 */
export class Throttle {
  private readonly waiting = new Map<
    string,
    { timer: NodeJS.Timeout; again: boolean }
  >();

  constructor(
    private readonly task: (key: string) => void,
    private readonly intervalMs: number,
  ) {}

  request(key: string) {
    const entry = this.waiting.get(key);
    if (entry) {
      entry.again = true;
      return;
    }
    this.waiting.set(key, {
      timer: setTimeout(() => this.release(key), this.intervalMs).unref(),
      again: false,
    });
    this.task(key);
  }

  stop() {
    for (const { timer } of this.waiting.values()) {
      clearTimeout(timer);
    }
    this.waiting.clear();
  }

  private release(key: string) {
    const again = this.waiting.get(key)?.again;
    this.waiting.delete(key);
    if (again) {
      this.request(key);
    }
  }
}
