import {
  ConflictError,
  ErrorLike,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Target } from '../domain';
import { AwsService, iamAction } from './iamActions';

/** What went wrong, in few enough words to be a metric label. */
export type AwsErrorKind =
  | 'not_found'
  | 'conflict'
  | 'throttled'
  | 'quota'
  | 'denied'
  | 'credentials'
  | 'invalid'
  | 'unreachable'
  | 'failed';

/** One call to AWS, as far as an error or a metric needs to know it. */
export interface AwsCall {
  service: AwsService;
  /** Name of the API operation, such as `DescribePipeline`. */
  operation: string;
  target: Target;
  /** ARN or name of what the call was about. */
  resource?: string;
}

/** What a Backstage error carries that came from AWS. */
export interface AwsErrorDetails {
  /** AWS's error code, such as `ThrottlingException`. */
  code: string;
  kind: AwsErrorKind;
  service: AwsService;
  operation: string;
  resource?: string;
  accountId: string;
  region: string;
}
export type AwsError = Error & AwsErrorDetails;

interface Rule {
  kind: AwsErrorKind;
  code: RegExp;
  message?: RegExp;
}

// The first rule that fits decides. SageMaker says both "does not exist" and
// "already exists" with the code ValidationException, CloudFormation with
// ValidationError, so those come before the general rule for bad requests.
const RULES: Rule[] = [
  {
    kind: 'throttled',
    code: /^(Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|RequestThrottled\w*|ProvisionedThroughputExceeded\w*|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete|EC2ThrottledException)$/,
  },
  {
    kind: 'credentials',
    code: /^(ExpiredToken\w*|RequestExpired|UnrecognizedClient\w*|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature\w*|SignatureDoesNotMatch|IncompleteSignature\w*|MissingAuthenticationToken\w*|InvalidToken|CredentialsProviderError|TokenProviderError)$/,
  },
  {
    kind: 'denied',
    code: /^(AccessDenied\w*|UnauthorizedOperation|NotAuthorized\w*|OptInRequired|EncryptionKeyAccessDenied\w*)$/,
  },
  {
    kind: 'conflict',
    code: /^(Conflict\w*|ResourceInUse\w*|\w*NameExists\w*|DuplicateResource\w*|AlreadyExists\w*|ParentCommitIdOutdated\w*|ParentCommitIdRequired\w*|ConcurrentBranchUpdate\w*|InvalidApprovalToken\w*|ApprovalAlreadyCompleted\w*|InvalidState\w*|PutFileEntryConflict\w*|IdempotencyParameterMismatch\w*|ConditionalCheckFailed\w*)$/,
  },
  {
    kind: 'conflict',
    code: /^Validation(Exception|Error)$/,
    message: /already (exists?|been taken)/i,
  },
  {
    kind: 'quota',
    code: /(LimitExceeded\w*|^MaximumOpenPullRequestsExceeded\w*)$/,
  },
  {
    kind: 'not_found',
    code: /(NotFound\w*|DoesNotExist\w*|^NoSuch\w+|^ResourceNotFound)$/,
  },
  {
    kind: 'not_found',
    code: /^Validation(Exception|Error)$/,
    message:
      /(does not|doesn't|cannot|can't|could not) (exist|find|be found)|not found/i,
  },
  {
    kind: 'unreachable',
    code: /^(TimeoutError|RequestTimeout\w*|NetworkingError)$/,
  },
  {
    kind: 'failed',
    code: /^(InternalFailure|InternalError|InternalServer\w*|ServiceUnavailable\w*|Unavailable)$/,
  },
  {
    kind: 'invalid',
    code: /^(Validation\w*|Invalid\w+|\w+Required\w*|\w*LengthExceeded\w*|Serialization\w*|\w*SizeLimit\w*|MalformedQueryString|Missing\w+)$/,
  },
];

const ERROR_CLASS = {
  not_found: NotFoundError,
  conflict: ConflictError,
  invalid: InputError,
  // AWS refuses the portal's role, not the person who asked: never a 403.
  throttled: ServiceUnavailableError,
  quota: ServiceUnavailableError,
  denied: ServiceUnavailableError,
  credentials: ServiceUnavailableError,
  unreachable: ServiceUnavailableError,
  failed: ServiceUnavailableError,
} as const;

function advice(kind: AwsErrorKind, call: AwsCall): string {
  const { accountId, region } = call.target;
  switch (kind) {
    case 'not_found':
      return 'check that it exists there';
    case 'conflict':
      return 'it exists already or has changed since it was read; read it again before another try';
    case 'invalid':
      return 'correct the request';
    case 'throttled':
      return 'AWS limits the rate of calls to this account; try again in a minute';
    case 'quota':
      return `raise the quota of account ${accountId} or remove what is no longer needed`;
    case 'denied':
      return `allow ${iamAction(
        call.service,
        call.operation,
      )} for the role that the portal uses in account ${accountId}`;
    case 'credentials':
      return `check the credentials of account ${accountId} under 'aws' in the configuration`;
    case 'unreachable':
      return `check the network to AWS in ${region} and try again`;
    default:
      return 'AWS could not answer; try again later';
  }
}

/** Codes of a connection that failed, as Node.js names them. */
const CONNECTION_CODE =
  /\b(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|CERT_[A-Z_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b/;

/**
 * The answer began and cannot be read: it broke off, or is not what the service
 * speaks. The SDK says so in the message, which is all that is left if it wraps the error.
 */
function isUnreadableAnswer(error: ErrorLike): boolean {
  return (
    !('$fault' in error) && error.message.includes('Deserialization error')
  );
}

/**
 * AWS's code: the name of the exception, or the code of a failed connection.
 * The SDK may wrap the latter and keep its code in the message only.
 */
function codeOf(error: ErrorLike): string {
  const connection = CONNECTION_CODE.exec(
    typeof error.code === 'string' ? error.code : error.message,
  );
  if (connection && !('$fault' in error)) {
    return connection[0];
  }
  return isUnreadableAnswer(error) ? 'UnreadableAnswer' : error.name;
}

function statusOf(error: ErrorLike): number | undefined {
  const metadata = error.$metadata;
  return typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    typeof metadata.httpStatusCode === 'number'
    ? metadata.httpStatusCode
    : undefined;
}

function kindOfStatus(status: number): AwsErrorKind {
  if (status === 401 || status === 403) {
    return 'denied';
  }
  if (status === 429) {
    return 'throttled';
  }
  return status >= 400 && status < 500 ? 'invalid' : 'failed';
}

/** The kind of an error of the AWS SDK; undefined when the error is not AWS's. */
export function awsErrorKind(error: unknown): AwsErrorKind | undefined {
  if (!isError(error) || error.name === 'AbortError') {
    return undefined;
  }
  if (isAwsError(error)) {
    return error.kind;
  }
  const code = codeOf(error);
  if (CONNECTION_CODE.test(code) || isUnreadableAnswer(error)) {
    return 'unreachable';
  }
  const rule = RULES.find(
    ({ code: pattern, message }) =>
      pattern.test(code) && (!message || message.test(error.message)),
  );
  const status = statusOf(error);
  if (rule && (rule.kind === 'unreachable' || '$metadata' in error)) {
    return rule.kind;
  }
  return status === undefined ? undefined : kindOfStatus(status);
}

/** True for the errors that the clients of this package throw. */
export function isAwsError(error: unknown): error is AwsError {
  return isError(error) && 'kind' in error && 'operation' in error;
}

/** AWS's code of an error that the clients of this package threw. */
export function awsErrorCode(error: unknown): string | undefined {
  return isAwsError(error) ? error.code : undefined;
}

/**
 * Turns an error of the AWS SDK into the Backstage error of the same meaning,
 * with AWS's code, the resource, account and region, and what to do. Anything
 * that did not come from AWS, and an abort, is handed back as it is.
 */
export function toAwsError(error: unknown, call: AwsCall): unknown {
  const kind = awsErrorKind(error);
  if (!kind || !isError(error) || isAwsError(error)) {
    return error;
  }
  const { accountId, region } = call.target;
  const details: AwsErrorDetails = {
    code: codeOf(error),
    kind,
    service: call.service,
    operation: call.operation,
    ...(call.resource && { resource: call.resource }),
    accountId,
    region,
  };
  const subject = call.resource ? ` of '${call.resource}'` : '';
  const message = `${
    call.operation
  }${subject} in account ${accountId}, ${region} failed with ${
    details.code
  }: ${advice(kind, call)}`;
  return Object.assign(new ERROR_CLASS[kind](message, error), details);
}
