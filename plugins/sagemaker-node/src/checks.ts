import { InputError } from '@backstage/errors';
import {
  ACCOUNT_ROLES,
  ACCOUNT_SET_STATES,
  AccountRole,
  AccountSetState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

// Checks of values that people write. Each takes where the value stands, as the
// beginning of the message, and throws an InputError.

export function refuse(where: string, rule: string, value: unknown): never {
  const is = value === undefined ? 'missing' : JSON.stringify(value);
  throw new InputError(`${where} must be ${rule}, but is ${is}`);
}

export function checkText(value: unknown, where: string): string {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : refuse(where, 'a text', value);
}

/** A number is refused: it may have lost leading zeros. */
export function checkAccountId(value: unknown, where: string): string {
  return typeof value === 'string' && /^\d{12}$/.test(value)
    ? value
    : refuse(where, 'twelve digits in quotes', value);
}

export function checkRegion(value: unknown, where: string): string {
  return typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d+$/.test(value)
    ? value
    : refuse(where, 'an AWS region such as eu-west-1', value);
}

export function checkRegions(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || value.length === 0) {
    refuse(where, 'a list of at least one region', value);
  }
  return value.map((region, index) =>
    checkRegion(region, `${where}[${index}]`),
  );
}

export function checkRole(value: unknown, where: string): AccountRole {
  return oneOf(ACCOUNT_ROLES, value, where);
}

export function checkState(value: unknown, where: string): AccountSetState {
  return oneOf(ACCOUNT_SET_STATES, value, where);
}

export function checkMap(
  value: unknown,
  where: string,
  of: string,
): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : refuse(where, `a map of ${of}`, value);
}

function oneOf<T extends string>(
  known: readonly T[],
  value: unknown,
  where: string,
): T {
  return (
    known.find(candidate => candidate === value) ??
    refuse(where, `one of ${known.join(', ')}`, value)
  );
}
