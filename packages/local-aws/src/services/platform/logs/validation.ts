import { AwsError } from '../../../core/awsError';

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** Answers the limit, which is the most there is when left out. */
export function checkLimit(limit: number | undefined, max: number): number {
  if (limit !== undefined && (limit < 1 || limit > max)) {
    const constraint =
      limit < 1
        ? 'Member must have value greater than or equal to 1'
        : `Member must have value less than or equal to ${max}`;
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ${constraint}`,
    );
  }
  return limit ?? max;
}
