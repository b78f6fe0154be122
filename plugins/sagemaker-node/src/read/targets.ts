import {
  AccountRole,
  DURABLE_ROLES,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ConfiguredAccount, SageMakerConfig } from '../config';
import { AccountSet, KnownTarget } from '../domain';
import { AccountSetReader, TargetDirectory } from '../readers';

/** Accounts without SageMaker resources of their own. */
const NOT_READ: AccountRole[] = ['dataLake', 'governance'];

/**
 * The targets of account sets and of configured accounts, each account and
 * region once. A durable account serves many sets, so it belongs to none. What
 * a set says of an account is better known than what configuration says.
 */
export function toTargets(
  sets: AccountSet[],
  configured: ConfiguredAccount[],
): KnownTarget[] {
  const ofSets = sets
    .filter(set => set.state !== 'decommissioned')
    .flatMap(set =>
      set.accounts.flatMap(({ accountId, role }) =>
        set.regions.map(region => ({
          accountId,
          region,
          role,
          accountSet: DURABLE_ROLES.includes(role) ? undefined : set.name,
        })),
      ),
    );
  const ofConfig = configured.flatMap(({ accountId, regions, role }) =>
    regions.map(region => ({
      accountId,
      region,
      role,
      accountSet: undefined,
    })),
  );
  const targets = new Map<string, KnownTarget>();
  for (const target of [...ofSets, ...ofConfig]) {
    const key = `${target.accountId}/${target.region}`;
    const isRead = !target.role || !NOT_READ.includes(target.role);
    if (isRead && !targets.has(key)) {
      targets.set(key, target);
    }
  }
  return [...targets.values()];
}

export function createTargetDirectory(
  accountSets: AccountSetReader,
  readConfig: () => SageMakerConfig,
): TargetDirectory {
  return {
    // Throws when the table cannot be read: whoever sweeps must know that the
    // picture is incomplete.
    async targets(options) {
      const { sets } = await accountSets.list(options);
      return toTargets(sets, readConfig().accounts);
    },
  };
}
