import { storeKey } from '../core/stores';
import { World } from '../core/world';

export const GOVERNANCE_ACCOUNT = '100000000001';
export const GOVERNANCE_REGION = 'eu-west-1';
export const TOOLING_ACCOUNT = '100000000002';
export const DATA_LAKE_ACCOUNT = '100000000003';

/** The accounts of one team, as the governance table tells of them. */
export interface AccountSet {
  name: string;
  /** Entity ref of a group. */
  owner: string;
  status:
    | 'provisioning'
    | 'active'
    | 'decommissioning'
    | 'decommissioned'
    | 'failed';
  region: string;
  accounts: {
    experimentation: string;
    dev: string;
    preprod: string;
    prod: string;
    tooling: string;
    dataLake: string;
  };
}

const accountSetStore = storeKey<Map<string, AccountSet>>(
  'account-sets',
  () => new Map(),
);

/** The account sets that the simulations deploy to, by name. */
export function accountSetsOf(world: World): Map<string, AccountSet> {
  return world.store(accountSetStore, GOVERNANCE_ACCOUNT, GOVERNANCE_REGION);
}

/** The name in `resource:default/<name>`; a plain name is taken as it is. */
function nameOf(reference: string): string {
  return reference.split('/').at(-1)!;
}

/**
 * The account set that a project in a shared tooling account is for: the one
 * that its tag or template parameter names, else an active one of its owner.
 */
export function findAccountSet(
  world: World,
  hints: { name?: string; owner?: string; region: string },
): AccountSet | undefined {
  const sets = accountSetsOf(world);
  if (hints.name) {
    return sets.get(nameOf(hints.name));
  }
  return [...sets.values()].find(
    ({ owner, status, region }) =>
      owner === hints.owner && status === 'active' && region === hints.region,
  );
}
