import { Entity } from '@backstage/catalog-model';
import {
  EntityMapper,
  KnownAccount,
  MappingContext,
  ResourceReader,
  ResourceType,
  SageMakerResource,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { AccountSetsReading } from './AccountDirectory';
import { makeReading, Reading, Skipped } from './reading';

export const RESOURCE_TYPES: readonly ResourceType[] = [
  'project',
  'model-group',
  'pipeline',
  'endpoint',
];

/** The unit of work: read in full, or not at all. */
export interface Listing {
  id: string;
  /** Throws when any part of the answer is missing. */
  read(signal?: AbortSignal): Promise<Reading>;
}

export function resourceListingId(target: Target, type: ResourceType): string {
  return `${target.accountId}/${target.region}/${type}`;
}

/** All resources of one type in one target. */
export function resourceListing(options: {
  target: Target;
  type: ResourceType;
  reader: ResourceReader;
  map: (resource: SageMakerResource) => Entity | undefined;
}): Listing {
  const { target, type, reader, map } = options;
  return {
    id: resourceListingId(target, type),
    async read(signal) {
      const resources = new Map<string, SageMakerResource>();
      const skipped: Skipped[] = [];
      for await (const page of reader.list(target, type, { signal })) {
        signal?.throwIfAborted();
        page.resources.forEach(resource =>
          resources.set(resource.arn, resource),
        );
        skipped.push(...page.skipped);
      }
      return makeReading(resources, skipped, map);
    },
  };
}

/** The source of an account set in the account listing. */
export function accountSetSource(name: string): string {
  return `account-set/${name}`;
}

/** Account sets and their accounts: one listing, because both come from the same table. */
export function accountListing(options: {
  reading: AccountSetsReading;
  accounts: KnownAccount[];
  mapper: EntityMapper;
  context: MappingContext;
}): Listing {
  const { reading, accounts, mapper, context } = options;
  return {
    id: 'account-sets',
    async read() {
      if (reading.error) {
        throw reading.error;
      }
      const items = new Map<string, () => Entity | undefined>();
      for (const set of reading.accountSets) {
        items.set(accountSetSource(set.name), () =>
          mapper.accountSet(set, context),
        );
      }
      for (const account of accounts) {
        items.set(`account/${account.accountId}`, () =>
          mapper.account(account, context),
        );
      }
      const skipped = reading.unreadable.map(({ key, reason }) => ({
        id: key,
        reason,
      }));
      return makeReading(items, skipped, map => map());
    },
  };
}
