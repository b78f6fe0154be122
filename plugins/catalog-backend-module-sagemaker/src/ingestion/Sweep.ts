import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityMapper,
  SageMakerAws,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import pLimit from 'p-limit';
import { knownAccounts } from '../mapping/knownAccounts';
import { createMappingContext } from '../mapping/mappingContext';
import { Settings } from '../settings';
import { KnownEntities } from '../store/KnownEntities';
import { Listings } from '../store/Listings';
import { AccountDirectory, AccountSetsReading } from './AccountDirectory';
import { describeSweep } from './describe';
import { accountListing, accountSetSource, resourceListing } from './listings';
import { ListingSweeper, Swept } from './ListingSweeper';
import { ACCOUNT_SETS, TargetListing, targetListings } from './plan';
import { UnknownOwners } from './UnknownOwners';

const LISTINGS_AT_ONCE = 6;

/** Reads every listing that is due, account sets first: they say what else there is. */
export class Sweep {
  constructor(
    private readonly deps: {
      aws: Pick<SageMakerAws, 'resources'>;
      settings: Settings;
      mapper: EntityMapper;
      directory: AccountDirectory;
      known: KnownEntities;
      listings: Listings;
      sweeper: ListingSweeper;
      unknownOwners: UnknownOwners;
      logger: LoggerService;
    },
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const { listings, logger, unknownOwners } = this.deps;
    const startedAt = Date.now();
    const swept: Swept[] = [];

    await this.plan();
    if ((await listings.due(startedAt)).includes(ACCOUNT_SETS.id)) {
      swept.push(await this.sweepAccounts(signal));
      await this.plan();
    }
    const due = new Set(await listings.due(Date.now()));
    swept.push(...(await this.sweepTargets(due, signal)));

    if (swept.length > 0) {
      logger.info(describeSweep(swept, Date.now() - startedAt));
      await unknownOwners.report();
    }
  }

  /** Of an account that is left out, only what it has in the catalog is still of interest. */
  private async plan(): Promise<void> {
    const { directory, listings, known, settings } = this.deps;
    const planned = targetListings(await directory.targets());
    const isLeftOut = ({ target }: TargetListing) =>
      !settings.filter.takesAccount(target.accountId);
    const leftOut = planned.filter(isLeftOut).map(({ id }) => id);
    const nonEmpty = await known.nonEmpty(leftOut);
    await listings.plan([
      ACCOUNT_SETS,
      ...planned.filter(
        listing => !isLeftOut(listing) || nonEmpty.has(listing.id),
      ),
    ]);
  }

  /** Also remembers the account sets, which the mapping of all else relies on. */
  private async sweepAccounts(signal: AbortSignal): Promise<Swept> {
    const { directory, mapper, settings, sweeper } = this.deps;
    let last: AccountSetsReading | undefined;
    const swept = await sweeper.sweep(
      ACCOUNT_SETS,
      accountListing({
        read: async () => {
          last = await directory.read(signal);
          return last;
        },
        accountsOf: accountSets => knownAccounts(accountSets, settings),
        mapper,
        contextOf: accountSets => createMappingContext(settings, accountSets),
      }),
      signal,
    );
    if (last && swept.findings) {
      // A set whose entity stays is still a set for its resources.
      const held = new Set(swept.findings.heldBack);
      await directory.remember([
        ...last.accountSets,
        ...last.vanished.filter(({ name }) => held.has(accountSetSource(name))),
      ]);
    }
    return swept;
  }

  private async sweepTargets(
    due: Set<string>,
    signal: AbortSignal,
  ): Promise<Swept[]> {
    const { aws, directory, mapper, settings, sweeper } = this.deps;
    const targets = await directory.targets();
    const context = createMappingContext(
      settings,
      await directory.accountSets(),
    );
    const ids = new Set(targets.map(targetId));
    const limit = pLimit(LISTINGS_AT_ONCE);
    const swept = await Promise.all(
      targetListings(targets)
        .filter(({ id }) => due.has(id))
        .map(listing =>
          limit(() =>
            signal.aborted
              ? undefined
              : sweeper.sweep(
                  listing,
                  resourceListing({
                    listing,
                    reader: aws.resources,
                    filter: settings.filter,
                    isTarget: target => ids.has(targetId(target)),
                    map: resource => mapper.resource(resource, context),
                  }),
                  signal,
                ),
          ),
        ),
    );
    return swept.filter((one): one is Swept => one !== undefined);
  }
}

function targetId({ accountId, region }: Target): string {
  return `${accountId}/${region}`;
}
