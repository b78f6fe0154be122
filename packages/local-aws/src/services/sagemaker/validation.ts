import { AwsError } from '../../core/awsError';

/** The error that SageMaker answers for nearly everything that is wrong with a request. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function violated(value: unknown, member: string, constraint: string) {
  return invalid(
    `1 validation error detected: Value ${
      value === undefined ? 'null' : `'${value}'`
    } at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') {
    throw violated(value, member, 'Member must not be null');
  }
  return value;
}

export function checkLength(
  value: string | undefined,
  member: string,
  { min = 0, max }: { min?: number; max: number },
) {
  if (value !== undefined && value.length < min) {
    throw violated(
      value,
      member,
      `Member must have length greater than or equal to ${min}`,
    );
  }
  if (value !== undefined && value.length > max) {
    throw violated(
      value,
      member,
      `Member must have length less than or equal to ${max}`,
    );
  }
}

export function checkCount(
  list: unknown[] | undefined,
  member: string,
  max: number,
) {
  if (list && list.length > max) {
    throw violated(
      `${list.length} entries`,
      member,
      `Member must have length less than or equal to ${max}`,
    );
  }
}

/** A name such as AWS allows for nearly every resource: letters, digits, inner hyphens. */
export function checkName(
  value: string | undefined,
  member: string,
  max: number,
): string {
  const name = required(value, member);
  checkLength(name, member, { max });
  const pattern = `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,${max - 1}}`;
  if (!new RegExp(`^${pattern}$`).test(name)) {
    throw violated(
      name,
      member,
      `Member must satisfy regular expression pattern: ^${pattern}`,
    );
  }
  return name;
}

export function checkOneOf(
  value: string | undefined,
  member: string,
  allowed: string[],
) {
  if (value !== undefined && !allowed.includes(value)) {
    throw violated(
      value,
      member,
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
    );
  }
}

export function checkMaxResults(value: number | undefined, max = 100) {
  if (value !== undefined && value < 1) {
    throw violated(
      value,
      'maxResults',
      'Member must have value greater than or equal to 1',
    );
  }
  if (value !== undefined && value > max) {
    throw violated(
      value,
      'maxResults',
      `Member must have value less than or equal to ${max}`,
    );
  }
}

/** `ClientRequestToken` of pipeline operations. The SDK makes one when there is none. */
export function checkClientToken(token: string | undefined): string {
  const value = required(token, 'clientRequestToken');
  checkLength(value, 'clientRequestToken', { min: 32, max: 128 });
  return value;
}
