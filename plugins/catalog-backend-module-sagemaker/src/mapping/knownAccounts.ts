import {
  AccountSet,
  KnownAccount,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Settings } from '../settings';

/** Every account of sets, configuration and governance once, sorted by id. */
export function knownAccounts(
  accountSets: AccountSet[],
  settings: Pick<Settings, 'accounts'> & { governance?: { accountId: string } },
): KnownAccount[] {
  const accounts = new Map<string, KnownAccount>();
  const governance = settings.governance?.accountId;
  if (governance) {
    accounts.set(governance, {
      accountId: governance,
      role: 'governance',
      accountSets: [],
    });
  }
  for (const configured of settings.accounts) {
    const { accountId, name, owner, role } = configured;
    accounts.set(accountId, { accountId, name, owner, role, accountSets: [] });
  }
  const sets = [...accountSets].sort((a, b) => a.name.localeCompare(b.name));
  for (const set of sets) {
    for (const { accountId, role } of set.accounts) {
      const known = accounts.get(accountId);
      if (!known) {
        accounts.set(accountId, { accountId, role, accountSets: [set] });
        continue;
      }
      if (known.accountSets.length > 0 && known.role !== role) {
        known.role = undefined;
      } else {
        known.role ??= role;
      }
      if (!known.accountSets.includes(set)) {
        known.accountSets.push(set);
      }
    }
  }
  return [...accounts.values()].sort((a, b) =>
    a.accountId.localeCompare(b.accountId),
  );
}
