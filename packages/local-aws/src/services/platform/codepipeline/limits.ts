import { AwsError } from '../../../core/awsError';

export function invalidToken() {
  return new AwsError(
    'InvalidNextTokenException',
    'The next token was specified in an invalid format',
  );
}

/** The most is the default as well; throws ValidationException beyond it. */
export function pageSize(asked: number | undefined, most: number): number {
  const size = asked ?? most;
  if (size < 1 || size > most) {
    throw new AwsError(
      'ValidationException',
      `Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${most}`,
    );
  }
  return size;
}
