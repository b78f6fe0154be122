/** Time as the world sees it. */
export interface Clock {
  now(): Date;
  /** Runs `task` once, `ms` of simulated time from now. */
  after(ms: number, task: () => void): void;
  stop(): void;
}

/** Real timestamps; waits are divided by `speed`. */
export class LiveClock implements Clock {
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly speed = 1) {}

  now() {
    return new Date();
  }

  after(ms: number, task: () => void) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, ms / this.speed);
    // The world must not keep a process alive that wants to end.
    timer.unref();
    this.#timers.add(timer);
  }

  stop() {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }
}

/** Stands still until it is advanced; for tests. */
export class ManualClock implements Clock {
  #now: number;
  #queue: { at: number; order: number; task: () => void }[] = [];
  #order = 0;

  constructor(start = new Date()) {
    this.#now = start.getTime();
  }

  now() {
    return new Date(this.#now);
  }

  after(ms: number, task: () => void) {
    this.#queue.push({ at: this.#now + ms, order: this.#order++, task });
  }

  /** Runs everything that is due on the way, in order, also what it adds. */
  advance(ms: number) {
    const end = this.#now + ms;
    for (;;) {
      this.#queue.sort((a, b) => a.at - b.at || a.order - b.order);
      if (!this.#queue.length || this.#queue[0].at > end) {
        break;
      }
      const { at, task } = this.#queue.shift()!;
      this.#now = at;
      task();
    }
    this.#now = end;
  }

  stop() {
    this.#queue = [];
  }
}
