import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ACCOUNT_ROLES,
  ACCOUNT_SET_STATES,
  AccountRole,
  AccountSetState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { checkMap, checkRole, checkState, checkText } from '../checks';

/**
 * Where the accounts of a set are:
 * - `map`: one row per set, an attribute that maps each role to its account id
 * - `roles`: one row per set, an attribute with the account id of each role
 * - `rows`: one row per account, with its id and a word for its role
 */
export type AccountsAttribute =
  | { shape: 'map'; path: string }
  | { shape: 'roles'; paths: [AccountRole, string][] }
  | {
      shape: 'rows';
      id: string;
      role: string;
      /** Words of the table, in lower case. */
      words: Map<string, AccountRole>;
    };

/** The attributes of the governance table: paths, with dots into nested maps. */
export interface AccountSetAttributes {
  name: string;
  owner: string;
  state: string;
  /** Words of the table, in lower case. */
  states: Map<string, AccountSetState>;
  /** The table's word for a state that has one, as it is written. */
  stateWords: Map<AccountSetState, string>;
  regions: string;
  accounts: AccountsAttribute;
  provisionedProductId: string;
  accessGroup: string;
  updatedAt: string;
}

/** The values of `known` themselves, and the words that configuration has for them. */
function readWords<T extends string>(
  value: unknown,
  known: readonly T[],
  check: (value: unknown, where: string) => T,
  where: string,
): Map<string, T> {
  const words = new Map(known.map(own => [own.toLowerCase(), own]));
  for (const [word, meaning] of checkMap(value ?? {}, where, 'words')) {
    words.set(word.toLowerCase(), check(meaning, `${where}.${word}`));
  }
  return words;
}

function readAccounts(
  config: Config | undefined,
  where: string,
): AccountsAttribute {
  const accounts = config?.getOptional('accounts');
  const account = config?.getOptionalConfig('account');
  if (account) {
    if (accounts !== undefined) {
      throw new InputError(
        `${where} must have either 'accounts', for one row per set, or 'account', for one row per account`,
      );
    }
    return {
      shape: 'rows',
      id: account.getString('id'),
      role: account.getString('role'),
      words: readWords(
        account.getOptional('roles'),
        ACCOUNT_ROLES,
        checkRole,
        `${where}.account.roles`,
      ),
    };
  }
  if (accounts === undefined || typeof accounts === 'string') {
    return { shape: 'map', path: accounts ?? 'accounts' };
  }
  const inAccounts = `${where}.accounts`;
  return {
    shape: 'roles',
    paths: checkMap(accounts, inAccounts, 'role to attribute').map(
      ([role, path]) => [
        checkRole(role, `Every key of ${inAccounts}`),
        checkText(path, `${inAccounts}.${role}`),
      ],
    ),
  };
}

/** Of several words for a state, the first. They have been checked as they are read. */
function wordsToWrite(states: unknown): Map<AccountSetState, string> {
  const words = Object.entries(Object(states ?? {})).map(
    ([word, state]): [AccountSetState, string] => [
      checkState(state, `The state '${word}'`),
      word,
    ],
  );
  return new Map(words.reverse());
}

/** What is not named has the name that this suite gives it. */
export function readAttributes(
  config: Config | undefined,
  where: string,
): AccountSetAttributes {
  const path = (key: string, standard: string = key) =>
    config?.getOptionalString(key) ?? standard;
  return {
    name: path('name'),
    owner: path('owner'),
    state: path('state', 'status'),
    states: readWords(
      config?.getOptional('states'),
      ACCOUNT_SET_STATES,
      checkState,
      `${where}.states`,
    ),
    stateWords: wordsToWrite(config?.getOptional('states')),
    regions: path('regions'),
    accounts: readAccounts(config, where),
    provisionedProductId: path('provisionedProductId'),
    accessGroup: path('accessGroup'),
    updatedAt: path('updatedAt'),
  };
}
