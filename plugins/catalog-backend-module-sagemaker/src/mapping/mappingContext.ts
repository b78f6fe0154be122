import {
  AccountSet,
  MappingContext,
  SageMakerResource,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  entityNameFor,
  formatArn,
  parseArn,
  TAG_ACCOUNT_SET,
  TAG_PIPELINE,
  toolingAccount,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Settings } from '../settings';
import { normaliseOwner } from './owner';
import { accountSetEntityName, arnFromTag } from './refs';
import { tagValues } from './tags';

/** Answers the mappers' questions from the account sets that were last read. */
export function createMappingContext(
  settings: Pick<Settings, 'defaultOwner' | 'domain' | 'tags'> & {
    governance?: MappingContext['accountSetTable'];
  },
  accountSets: AccountSet[],
): MappingContext {
  // A tag holds the name of the entity: the set's own may have characters that tags refuse.
  const byEntityName = new Map(
    accountSets.map(set => [accountSetEntityName(set.name), set]),
  );
  const byAccount = new Map<string, AccountSet[]>();
  for (const set of accountSets) {
    for (const accountId of new Set(set.accounts.map(a => a.accountId))) {
      byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), set]);
    }
  }

  function ownerFrom(...candidates: (string | undefined)[]): string {
    for (const candidate of [...candidates, settings.defaultOwner]) {
      const owner = normaliseOwner(candidate);
      if (owner) {
        return owner;
      }
    }
    return settings.defaultOwner;
  }

  function ownerTag(resource: SageMakerResource): string | undefined {
    return tagValues(resource.tags, settings.tags.owner)
      .map(normaliseOwner)
      .find(owner => owner !== undefined);
  }

  function onlySetWith(accountId: string | undefined): AccountSet | undefined {
    const sets = (accountId && byAccount.get(accountId)) || [];
    return sets.length === 1 ? sets[0] : undefined;
  }

  /** In an account that sets share, owner and region may still tell them apart. */
  function onlySetOfOwner(resource: SageMakerResource): AccountSet | undefined {
    const owner = ownerTag(resource);
    const candidates = (byAccount.get(resource.accountId) ?? []).filter(
      set =>
        owner !== undefined &&
        normaliseOwner(set.owner) === owner &&
        set.regions.includes(resource.region),
    );
    return candidates.length === 1 ? candidates[0] : undefined;
  }

  function accountSetOf(resource: SageMakerResource): AccountSet | undefined {
    return (
      byEntityName.get(resource.tags[TAG_ACCOUNT_SET]) ??
      onlySetWith(resource.accountId) ??
      onlySetWith(arnFromTag(resource.tags[TAG_PIPELINE])?.accountId) ??
      onlySetOfOwner(resource)
    );
  }

  return {
    accountSetTable: settings.governance,
    domain: settings.domain,
    ownerFrom,
    accountSetOf,
    ownerOf: resource =>
      ownerFrom(ownerTag(resource), accountSetOf(resource)?.owner),
    systemOf(resource) {
      const [project] = tagValues(resource.tags, settings.tags.project);
      if (!project) {
        return undefined;
      }
      const set = accountSetOf(resource);
      const hasTooling = set?.accounts.some(
        ({ role }) => role === 'tooling' || role === 'dev',
      );
      const arn = formatArn({
        partition: parseArn(resource.arn).partition,
        service: 'sagemaker',
        region: resource.region,
        accountId: set && hasTooling ? toolingAccount(set) : resource.accountId,
        resource: `project/${project}`,
      });
      return `system:default/${entityNameFor(project, arn)}`;
    },
  };
}
