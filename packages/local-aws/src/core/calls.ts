/** One line of the call log: how often an operation was called. */
export interface CallCount {
  accountId: string;
  region: string;
  service: string;
  operation: string;
  /** What a Search is for; left out for other operations. */
  resource?: string;
  count: number;
  /** How many of them were answered with an error. */
  errors: number;
  /** How many of the errors were throttles; left out when there is none. */
  throttles?: number;
}

type Call = Omit<CallCount, 'count' | 'errors' | 'throttles'>;

const THROTTLE = 'ThrottlingException';

/** Counts calls, so that a test can assert what a page costs. */
export class CallLog {
  readonly #counts = new Map<string, CallCount>();

  /** `error` is the code of what went wrong, if anything did. */
  record(call: Call, error?: string) {
    const key = JSON.stringify([
      call.accountId,
      call.region,
      call.service,
      call.operation,
      call.resource,
    ]);
    const known = this.#counts.get(key) ?? { ...call, count: 0, errors: 0 };
    known.count++;
    if (error !== undefined) {
      known.errors++;
    }
    if (error === THROTTLE) {
      known.throttles = (known.throttles ?? 0) + 1;
    }
    this.#counts.set(key, known);
  }

  list(): CallCount[] {
    return [...this.#counts.values()];
  }

  clear() {
    this.#counts.clear();
  }
}
