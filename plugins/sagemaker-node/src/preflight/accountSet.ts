import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AccountSetAccount,
  isAccountSet,
  toolingAccount,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';

/** An account set, active unless it was read otherwise, and where in it registry, repositories and projects go. */
export interface ActiveAccountSet {
  name: string;
  regions: string[];
  accounts: AccountSetAccount[];
  /** Entity ref of the owning group. */
  owner: string;
  /** Tooling account, first region. */
  tooling: Target;
}

/** Entity ref in full, `group:default/credit-risk`, however it was written. */
export function groupRef(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
}

/** An account set in whatever state. Throws an InputError that says what is wrong with the entity. */
export function anyAccountSet(entity: Entity): ActiveAccountSet {
  const ref = stringifyEntityRef(entity);
  if (!isAccountSet(entity)) {
    throw new InputError(
      `${ref} is not an account set: pick a Resource of the type 'mlops-account-set'`,
    );
  }
  const { regions, accounts, owner } = entity.spec;
  if (!regions.length) {
    throw new InputError(`Account set ${ref} names no region in spec.regions`);
  }
  const set = { name: entity.metadata.name, regions, accounts };
  return {
    ...set,
    owner: groupRef(owner),
    tooling: { accountId: toolingAccount(set), region: regions[0] },
  };
}

/** Throws an InputError that says what is wrong with the entity. */
export function activeAccountSet(entity: Entity): ActiveAccountSet {
  if (isAccountSet(entity) && entity.spec.state !== 'active') {
    throw new InputError(
      `Account set ${stringifyEntityRef(entity)} is ${
        entity.spec.state
      }: only an active account set can hold new use cases`,
    );
  }
  return anyAccountSet(entity);
}
