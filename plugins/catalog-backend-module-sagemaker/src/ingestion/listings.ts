import { Entity } from '@backstage/catalog-model';
import {
  AccountSet,
  EntityMapper,
  KnownAccount,
  MappingContext,
  ResourcePage,
  ResourceReader,
  SageMakerResource,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { AccountSetsReading } from './AccountDirectory';
import { ResourceFilter } from './filter';
import { TargetListing } from './plan';
import { makeReading, Reading, Skipped } from './reading';

/** The unit of work: read in full, or not at all. */
export interface Listing {
  /** Throws when any part of the answer is missing. */
  read(signal: AbortSignal): Promise<Reading>;
  /**
   * Whether what the listing lacks is really no more, asked in another way where
   * there is one: an index may lack what exists.
   */
  isGone(source: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * All resources of one type in one target, without what the configuration leaves
 * out. Of an account that it leaves out nothing is asked.
 */
export function resourceListing(options: {
  listing: TargetListing;
  reader: ResourceReader;
  filter: ResourceFilter;
  /** Whether the account and region of a shared group have a listing of their own. */
  isTarget: (target: Target) => boolean;
  map: (resource: SageMakerResource) => Entity | undefined;
}): Listing {
  const { listing, reader, filter, isTarget, map } = options;
  const { type, target } = listing;
  const isShared = type === 'shared-model-group';
  const pages = (signal: AbortSignal): AsyncIterable<ResourcePage> =>
    isShared
      ? reader.listShared(target, { signal })
      : reader.list(target, type, { signal });
  const takes = (resource: SageMakerResource) =>
    filter.takes(resource) && !(isShared && isTarget(resource));
  const isAsked = filter.takesAccount(target.accountId);

  return {
    async isGone(arn, signal) {
      // The account that a group is shared with may not describe it.
      if (isShared || !isAsked) {
        return true;
      }
      const resource = await reader.get(arn, { signal });
      return !resource || !takes(resource) || !map(resource);
    },
    async read(signal) {
      const resources = new Map<string, SageMakerResource>();
      const skipped: Skipped[] = [];
      if (isAsked) {
        for await (const page of pages(signal)) {
          signal.throwIfAborted();
          page.resources.forEach(resource =>
            resources.set(resource.arn, resource),
          );
          skipped.push(...page.skipped);
        }
      }
      return makeReading(resources, skipped, resource =>
        takes(resource) ? map(resource) : undefined,
      );
    },
  };
}

/** The source of an account set in the account listing. */
export function accountSetSource(name: string): string {
  return `account-set/${name}`;
}

/** Account sets and their accounts: one listing, because both come from the same places. */
export function accountListing(options: {
  read: () => Promise<AccountSetsReading>;
  accountsOf: (accountSets: AccountSet[]) => KnownAccount[];
  mapper: EntityMapper;
  contextOf: (accountSets: AccountSet[]) => MappingContext;
}): Listing {
  const { mapper } = options;
  return {
    // The table is read consistently.
    isGone: async () => true,
    async read() {
      const { accountSets, unreadable, error } = await options.read();
      if (error) {
        throw error;
      }
      const context = options.contextOf(accountSets);
      const items = new Map<string, () => Entity | undefined>();
      for (const set of accountSets) {
        // A set that somebody wrote as YAML is an entity already.
        if (set.origin !== 'catalog') {
          items.set(accountSetSource(set.name), () =>
            mapper.accountSet(set, context),
          );
        }
      }
      for (const account of options.accountsOf(accountSets)) {
        items.set(`account/${account.accountId}`, () =>
          mapper.account(account, context),
        );
      }
      const skipped = unreadable.map(({ key, reason }) => ({
        id: key,
        reason,
      }));
      return makeReading(items, skipped, map => map());
    },
  };
}
