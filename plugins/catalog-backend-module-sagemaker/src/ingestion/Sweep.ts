import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  AccountSet,
  EntityMapper,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { knownAccounts } from '../mapping/knownAccounts';
import { createMappingContext } from '../mapping/mappingContext';
import { Settings } from '../settings';
import { IngestionStatus, ListingOutcome } from '../store/IngestionStatus';
import { KnownEntities } from '../store/KnownEntities';
import { AccountDirectory } from './AccountDirectory';
import { diff } from './diff';
import { eachLimited } from './eachLimited';
import { EntityWriter } from './EntityWriter';
import { KeyedQueue } from './KeyedQueue';
import {
  accountListing,
  accountSetSource,
  Listing,
  RESOURCE_TYPES,
  resourceListing,
} from './listings';
import { Reading } from './reading';
import { heldBack } from './removalGuard';
import { describeNews, describeSweep } from './describe';

const LISTINGS_AT_ONCE = 6;
const TARGETS = 'targets';
/** How long Search may still answer what was before a write; events describe the resource instead. */
const SEARCH_LAG_MS = 2 * 60 * 1000;

/** Lists everything and brings the catalog in line, one listing at a time. */
export class Sweep {
  constructor(
    private readonly deps: {
      aws: SageMakerAws;
      settings: Settings;
      mapper: EntityMapper;
      directory: AccountDirectory;
      known: KnownEntities;
      status: IngestionStatus;
      writer: EntityWriter;
      /** Shared with the event handler: one writer a listing. */
      queue: KeyedQueue;
      logger: LoggerService;
    },
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const { aws, settings, mapper, logger } = this.deps;
    const startedAt = Date.now();
    const outcomes: ListingOutcome[] = [];

    const accountSets = await this.sweepAccounts(outcomes, signal);
    const context = createMappingContext(settings, accountSets);
    const listings = (await this.readTargets(outcomes, signal)).flatMap(
      target =>
        RESOURCE_TYPES.map(type =>
          resourceListing({
            target,
            type,
            reader: aws.resources,
            map: resource => mapper.resource(resource, context),
          }),
        ),
    );
    await eachLimited(listings, LISTINGS_AT_ONCE, async listing => {
      if (!signal.aborted) {
        outcomes.push(await this.sweepListing(listing, signal));
      }
    });
    logger.info(describeSweep(outcomes, Date.now() - startedAt));
  }

  /** Answers the account sets that the mapping of all else relies on. */
  private async sweepAccounts(
    outcomes: ListingOutcome[],
    signal: AbortSignal,
  ): Promise<AccountSet[]> {
    const { directory, mapper, settings } = this.deps;
    const reading = await directory.readAccountSets(signal);
    const context = createMappingContext(settings, reading.accountSets);
    const outcome = await this.sweepListing(
      accountListing({
        reading,
        accounts: knownAccounts(reading.accountSets, settings),
        mapper,
        context,
      }),
      signal,
    );
    outcomes.push(outcome);
    // A set whose entity stays is still a set for its resources.
    const heldSources = new Set(outcome.heldBack);
    const staying = reading.vanished.filter(
      ({ name }) => outcome.error || heldSources.has(accountSetSource(name)),
    );
    const accountSets = [...reading.accountSets, ...staying];
    await directory.rememberAccountSets(accountSets);
    return accountSets;
  }

  private async readTargets(outcomes: ListingOutcome[], signal: AbortSignal) {
    const startedAt = Date.now();
    const { targets, error } = await this.deps.directory.readTargets(signal);
    const outcome = await this.record(TARGETS, startedAt, {
      found: targets.length,
      error: error && stringifyError(error),
    });
    // They are no entities, so they count only when they fail.
    if (error) {
      outcomes.push(outcome);
    }
    return targets;
  }

  private async sweepListing(
    listing: Listing,
    signal: AbortSignal,
  ): Promise<ListingOutcome> {
    const startedAt = Date.now();
    try {
      const reading = await listing.read(signal);
      // One writer a listing: what an event read meanwhile is seen by the diff.
      const result = await this.deps.queue.run(listing.id, () =>
        this.apply(listing.id, reading, startedAt, signal),
      );
      return await this.record(listing.id, startedAt, result);
    } catch (error) {
      return await this.record(listing.id, startedAt, {
        error: stringifyError(error),
      });
    }
  }

  private async apply(
    id: string,
    reading: Reading,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<Partial<ListingOutcome>> {
    const { known, status, writer, settings } = this.deps;
    const changes = diff(
      await known.list(id),
      reading,
      startedAt - SEARCH_LAG_MS,
    );
    const held = heldBack({
      known: changes.known,
      found: reading.found,
      missing: changes.missing.map(({ source }) => source),
      heldBefore: (await status.get(id))?.heldBack ?? [],
      limitPercent: settings.removalLimitPercent,
    });
    const heldSources = new Set(held);
    const removals = changes.missing.filter(
      ({ source }) => !heldSources.has(source),
    );
    await writer.withdraw(id, changes.replaced);
    await writer.put(id, [...changes.added, ...changes.changed], { signal });
    await writer.remove(id, removals, { signal });
    await known.forget(id, changes.forgotten);
    return {
      found: reading.found,
      added: changes.added.length,
      changed: changes.changed.length,
      removed: removals.length,
      skipped: reading.skipped,
      heldBack: held,
    };
  }

  private async record(
    listing: string,
    startedAt: number,
    result: Partial<ListingOutcome>,
  ): Promise<ListingOutcome> {
    const { status, logger } = this.deps;
    const before = await status.get(listing);
    const finishedAt = new Date().toISOString();
    const outcome: ListingOutcome = {
      listing,
      finishedAt,
      succeededAt: result.error ? before?.succeededAt : finishedAt,
      durationMs: Date.now() - startedAt,
      found: 0,
      added: 0,
      changed: 0,
      removed: 0,
      skipped: [],
      heldBack: before?.heldBack ?? [],
      ...result,
    };
    await status.record(outcome);
    describeNews(outcome, before).forEach(line => logger.warn(line));
    return outcome;
  }
}
