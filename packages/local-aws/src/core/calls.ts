/** One line of the call log: how often an operation was called. */
export interface CallCount {
  accountId: string;
  region: string;
  service: string;
  operation: string;
  count: number;
  /** How many of them were answered with an error. */
  errors: number;
}

/** Counts calls, so that a test can assert what a page costs. */
export class CallLog {
  readonly #counts = new Map<string, CallCount>();

  record(call: Omit<CallCount, 'count' | 'errors'>, failed: boolean) {
    const key = JSON.stringify([
      call.accountId,
      call.region,
      call.service,
      call.operation,
    ]);
    const known = this.#counts.get(key) ?? { ...call, count: 0, errors: 0 };
    known.count++;
    known.errors += failed ? 1 : 0;
    this.#counts.set(key, known);
  }

  list(): CallCount[] {
    return [...this.#counts.values()];
  }

  clear() {
    this.#counts.clear();
  }
}
