import { AwsError } from './awsError';

const KINDS = [
  'throttle',
  'error',
  'accessDenied',
  'expiredToken',
  'timeout',
  'truncated',
] as const;

/** What goes wrong, for the calls that match every given field. */
export interface Fault {
  accountId?: string;
  region?: string;
  service?: string;
  operation?: string;
  /** `timeout` never answers, `truncated` breaks off in the middle of the answer. */
  kind: (typeof KINDS)[number];
  /** Share of matching calls, 0 to 1; all when left out. */
  rate?: number;
  /** Matching calls to let pass first. */
  skip?: number;
  /** How often it strikes before it is over; for ever when left out. */
  times?: number;
}

export interface FaultableCall {
  accountId: string;
  region: string;
  service: string;
  operation: string;
}

/** What a call meets with: an error to answer, or a fault of the connection. */
export type Strike = AwsError | 'timeout' | 'truncated';

const ERRORS: Record<
  Exclude<Fault['kind'], 'timeout' | 'truncated'>,
  (call: FaultableCall) => AwsError
> = {
  throttle: () => new AwsError('ThrottlingException', 'Rate exceeded', 400),
  error: () =>
    new AwsError('InternalFailure', 'An internal error occurred', 500),
  accessDenied: call =>
    new AwsError(
      'AccessDeniedException',
      `User: arn:aws:sts::${call.accountId}:assumed-role/mlops-portal/backstage is not authorized to perform: ${call.service}:${call.operation}`,
      400,
    ),
  expiredToken: () =>
    new AwsError(
      'ExpiredTokenException',
      'The security token included in the request is expired',
      400,
    ),
};

function isFault(value: unknown): value is Fault {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    KINDS.some(kind => kind === value.kind)
  );
}

export class Faults {
  #faults: (Fault & { seen: number; struck: number })[] = [];

  /** Replaces all faults; throws when one of them is none. */
  set(faults: unknown) {
    if (!Array.isArray(faults) || !faults.every(isFault)) {
      throw new Error(
        `Faults are a list of { kind: ${KINDS.join(' | ')}, ... }`,
      );
    }
    this.#faults = faults.map(fault => ({ ...fault, seen: 0, struck: 0 }));
  }

  /** What hits a call; undefined for a call that goes well. */
  strike(call: FaultableCall): Strike | undefined {
    for (const fault of this.#faults) {
      const matches =
        (fault.accountId ?? call.accountId) === call.accountId &&
        (fault.region ?? call.region) === call.region &&
        (fault.service ?? call.service) === call.service &&
        (fault.operation ?? call.operation) === call.operation;
      if (!matches || fault.seen++ < (fault.skip ?? 0)) {
        continue;
      }
      if (fault.struck >= (fault.times ?? Infinity)) {
        continue;
      }
      if (Math.random() >= (fault.rate ?? 1)) {
        continue;
      }
      fault.struck++;
      return fault.kind === 'timeout' || fault.kind === 'truncated'
        ? fault.kind
        : ERRORS[fault.kind](call);
    }
    return undefined;
  }
}
