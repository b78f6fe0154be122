import { InputError } from '@backstage/errors';
import { AccountSetAccount } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { checkMap, checkRegion, checkRole, refuse } from '../../checks';
import { AccountSetAttributes, AccountsAttribute } from '../../config';
import { AccountSet } from '../../domain';

/** A row as the document client reads it, with every number as its text. */
export type Row = Record<string, unknown>;

/** The whole row, for whoever must find it again. */
export function printRow(row: Row): string {
  return JSON.stringify(row, (_, value) =>
    value instanceof Set ? [...value] : value,
  );
}

/** The value at a path with dots into nested maps; undefined when there is none. */
export function valueAt(row: Row, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? new Map(Object.entries(value)).get(key)
          : undefined,
      row,
    );
}

export function at(path: string): string {
  return `the attribute '${path}'`;
}

function optionalText(row: Row, path: string): string | undefined {
  const value = valueAt(row, path);
  if (value === undefined || value === null) {
    return undefined;
  }
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : refuse(at(path), 'a text', value);
}

export function requiredText(row: Row, path: string): string {
  return optionalText(row, path) ?? refuse(at(path), 'a text', undefined);
}

/** What a word of the table means. */
function meaning<T>(word: string, words: Map<string, T>, path: string): T {
  return (
    words.get(word.toLowerCase()) ??
    refuse(at(path), `one of ${[...words.keys()].join(', ')}`, word)
  );
}

/** Twelve digits; a number has lost its leading zeros and gets them back. */
function toAccountId(value: unknown, path: string): string {
  const id = typeof value === 'string' ? value.trim() : '';
  return /^\d{1,12}$/.test(id)
    ? id.padStart(12, '0')
    : refuse(at(path), 'an account id of twelve digits', value);
}

function regionsOf(row: Row, path: string): string[] {
  const value = valueAt(row, path);
  const regions = value instanceof Set ? [...value] : [value].flat();
  if (regions.length === 0) {
    refuse(at(path), 'at least one region', value);
  }
  return regions.map(region => checkRegion(region, at(path)));
}

function accountsOf(
  row: Row,
  accounts: AccountsAttribute,
): AccountSetAccount[] {
  switch (accounts.shape) {
    case 'map':
      return checkMap(
        valueAt(row, accounts.path),
        at(accounts.path),
        'role to account id',
      ).map(([role, id]) => ({
        role: checkRole(role, `every key of ${at(accounts.path)}`),
        accountId: toAccountId(id, `${accounts.path}.${role}`),
      }));
    case 'roles':
      return accounts.paths
        .map(([role, path]) => ({ role, path, id: valueAt(row, path) }))
        .filter(({ id }) => id !== undefined && id !== null)
        .map(({ role, path, id }) => ({
          role,
          accountId: toAccountId(id, path),
        }));
    default: {
      const word = requiredText(row, accounts.role);
      return [
        {
          role: meaning(word, accounts.words, accounts.role),
          accountId: toAccountId(valueAt(row, accounts.id), accounts.id),
        },
      ];
    }
  }
}

/** Throws an InputError that names the attribute. */
export function mapRow(row: Row, attributes: AccountSetAttributes): AccountSet {
  const word = optionalText(row, attributes.state);
  const state =
    word === undefined
      ? 'active'
      : meaning(word, attributes.states, attributes.state);
  const accounts = accountsOf(row, attributes.accounts);
  if (
    attributes.accounts.shape === 'roles' &&
    accounts.length === 0 &&
    state === 'active'
  ) {
    // More likely a mistaken mapping than a set without accounts.
    const paths = attributes.accounts.paths.map(([, path]) => `'${path}'`);
    throw new InputError(`it has none of the attributes ${paths.join(', ')}`);
  }
  return {
    name: requiredText(row, attributes.name),
    origin: 'table',
    owner: optionalText(row, attributes.owner),
    state,
    regions: regionsOf(row, attributes.regions),
    accounts,
    provisionedProductId: optionalText(row, attributes.provisionedProductId),
    accessGroup: optionalText(row, attributes.accessGroup),
    updatedAt: optionalText(row, attributes.updatedAt),
  };
}
