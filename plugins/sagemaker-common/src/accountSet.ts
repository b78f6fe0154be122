import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { AccountRole } from './stages';
import { TYPE_ACCOUNT_SET } from './types';

export const ACCOUNT_SET_STATES = [
  'provisioning',
  'active',
  'decommissioning',
  'decommissioned',
  'failed',
] as const;
export type AccountSetState = (typeof ACCOUNT_SET_STATES)[number];

export interface AccountSetAccount {
  role: AccountRole;
  /** Twelve digits. */
  accountId: string;
}

/** The named group of accounts of one team, as in the entity's `spec`. */
export interface AccountSetSpec {
  type: typeof TYPE_ACCOUNT_SET;
  owner: string;
  state: AccountSetState;
  /** The first one is where new use cases go. */
  regions: string[];
  accounts: AccountSetAccount[];
}

export interface AccountSetEntity extends Entity {
  spec: AccountSetSpec & Entity['spec'];
}

export function isAccountSet(entity: Entity): entity is AccountSetEntity {
  return (
    entity.kind.toLowerCase() === 'resource' &&
    entity.spec?.type === TYPE_ACCOUNT_SET &&
    Array.isArray(entity.spec.accounts) &&
    Array.isArray(entity.spec.regions)
  );
}

/** The account with that role; throws an InputError that names set and role. */
export function accountWithRole(
  set: { name: string; accounts: AccountSetAccount[] },
  role: AccountRole,
): string {
  const found = set.accounts.find(account => account.role === role);
  if (!found) {
    throw new InputError(
      `Account set '${set.name}' has no account with the role '${role}'`,
    );
  }
  return found.accountId;
}

/**
 * The account that holds registry, repositories and CI/CD: the tooling account,
 * or dev where a company has merged tooling into it.
 */
export function toolingAccount(set: {
  name: string;
  accounts: AccountSetAccount[];
}): string {
  return set.accounts.some(account => account.role === 'tooling')
    ? accountWithRole(set, 'tooling')
    : accountWithRole(set, 'dev');
}
