import { InputError } from '@backstage/errors';
import {
  ACCOUNT_ROLES,
  ACCOUNT_SET_STATES,
  AccountSetAccount,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AccountSet } from '../domain';

/**
 * A row as the document client reads it, with every number as its text: an
 * account id may have been stored as a number, which has lost leading zeros
 * and must not lose more.
 */
export type Row = Record<string, unknown>;

function text(row: Row, attribute: string): string {
  const value = row[attribute];
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(`the attribute '${attribute}' must be a text`);
  }
  return value.trim();
}

function optionalText(row: Row, attribute: string): string | undefined {
  return row[attribute] === undefined || row[attribute] === null
    ? undefined
    : text(row, attribute);
}

function accountId(value: unknown, role: string): string {
  const id = typeof value === 'string' ? value.trim() : '';
  if (!/^\d{1,12}$/.test(id)) {
    throw new InputError(
      `the account '${role}' must be an id of twelve digits, but is ${JSON.stringify(
        value,
      )}`,
    );
  }
  return id.padStart(12, '0');
}

function accounts(value: unknown): AccountSetAccount[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      "the attribute 'accounts' must be a map of role to account id",
    );
  }
  return Object.entries(value).map(([name, id]) => {
    const role = ACCOUNT_ROLES.find(candidate => candidate === name);
    if (!role) {
      throw new InputError(
        `'${name}' is not a role of an account: ${ACCOUNT_ROLES.join(', ')}`,
      );
    }
    return { role, accountId: accountId(id, name) };
  });
}

function regions(value: unknown): string[] {
  const list = value instanceof Set ? [...value] : value;
  if (
    !Array.isArray(list) ||
    list.length === 0 ||
    !list.every(region => typeof region === 'string' && region !== '')
  ) {
    throw new InputError(
      "the attribute 'regions' must be a list of at least one region",
    );
  }
  return list;
}

/** Throws an InputError that names the attribute. */
export function mapRow(row: Row): AccountSet {
  const status = text(row, 'status').toLowerCase();
  const state = ACCOUNT_SET_STATES.find(candidate => candidate === status);
  if (!state) {
    throw new InputError(
      `the attribute 'status' must be one of ${ACCOUNT_SET_STATES.join(
        ', ',
      )}, but is '${status}'`,
    );
  }
  return {
    name: text(row, 'name'),
    owner: optionalText(row, 'owner'),
    state,
    regions: regions(row.regions),
    accounts: accounts(row.accounts),
    provisionedProductId: optionalText(row, 'provisionedProductId'),
    updatedAt: optionalText(row, 'updatedAt'),
  };
}
