import { ResponseError } from '@backstage/errors';

/** Why a card cannot show what it should, told to the person in front of it. */
export interface Problem {
  kind: 'forbidden' | 'failed';
  title: string;
  /** What the backend said, in full. */
  message: string;
  nextStep: string;
}

const PLATFORM_TEAM = 'Show this message to the platform team.';
const RETRY = `Retry in a moment. If it stays: ${PLATFORM_TEAM.toLowerCase()}`;

/** By the kind that the backend gives to an error of AWS. */
const AWS_NEXT_STEPS: Record<string, string> = {
  denied: `The role of the portal lacks a permission in this account. ${PLATFORM_TEAM}`,
  credentials: `The portal has no valid credentials for this account. ${PLATFORM_TEAM}`,
  quota: PLATFORM_TEAM,
  invalid: 'Compare the annotations of this entity with the resource in AWS.',
  not_found:
    'The resource may have been deleted in AWS; the entity then goes with the next refresh of the catalog.',
};
const NEXT_STEPS: Record<string, string> = {
  InputError:
    'Compare the annotations of this entity with the resource in AWS.',
  NotFoundError: 'Check that the entity and the AWS resource still exist.',
};

/** The error that the backend threw, or the one that hindered us from asking it. */
export function backendError(error: Error): Error {
  return error instanceof ResponseError ? error.cause : error;
}

export function isConflict(error: Error): boolean {
  return backendError(error).name === 'ConflictError';
}

/** Code and kind of an error of AWS, which the backend puts beside its message. */
function awsDetails(error: Error): { code: string; kind: string } | undefined {
  return 'code' in error &&
    typeof error.code === 'string' &&
    'kind' in error &&
    typeof error.kind === 'string'
    ? { code: error.code, kind: error.kind }
    : undefined;
}

export function describeProblem(error: Error): Problem {
  const cause = backendError(error);
  const { name, message } = cause;
  if (name === 'NotAllowedError') {
    return {
      kind: 'forbidden',
      title: 'You are not allowed to see this',
      message,
      nextStep: 'Ask the owner of this entity or the platform team for access.',
    };
  }
  const aws = awsDetails(cause);
  if (aws) {
    return {
      kind: 'failed',
      title:
        aws.kind === 'unreachable'
          ? `AWS could not be reached: ${aws.code}`
          : `AWS answered ${aws.code}`,
      message,
      nextStep: AWS_NEXT_STEPS[aws.kind] ?? RETRY,
    };
  }
  return {
    kind: 'failed',
    title: 'This could not be read',
    message,
    nextStep: NEXT_STEPS[name] ?? RETRY,
  };
}
