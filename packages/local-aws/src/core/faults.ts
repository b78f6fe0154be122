import { AwsError } from './awsError';
import { Reshape, RESHAPES } from './reshape';

const ERROR_KINDS = [
  'throttle',
  'error',
  'accessDenied',
  'expiredToken',
] as const;
const KINDS = [...ERROR_KINDS, 'timeout', 'truncated', ...RESHAPES] as const;

/** What goes wrong, for the calls that match every given field. */
export interface Fault {
  accountId?: string;
  region?: string;
  service?: string;
  operation?: string;
  /** What a Search is for, such as `ModelPackageGroup`. */
  resource?: string;
  /**
   * `timeout` never answers, `truncated` breaks off in the middle of the answer;
   * `empty`, `shortPage` and `repeatPage` spoil the pages of SageMaker's lists.
   */
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
  /** Of a Search. */
  resource?: string;
}

/** What a call meets with: an error to answer, a fault of the connection, or a wrong answer. */
export type Strike = AwsError | 'timeout' | 'truncated' | Reshape;

const ERRORS: Record<
  (typeof ERROR_KINDS)[number],
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

function isErrorKind(
  kind: Fault['kind'],
): kind is (typeof ERROR_KINDS)[number] {
  return kind in ERRORS;
}

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
        (fault.operation ?? call.operation) === call.operation &&
        (fault.resource ?? call.resource) === call.resource;
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
      const { kind } = fault;
      return isErrorKind(kind) ? ERRORS[kind](call) : kind;
    }
    return undefined;
  }
}
