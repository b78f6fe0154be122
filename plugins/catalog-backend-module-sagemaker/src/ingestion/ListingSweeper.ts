import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CallCount } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Settings } from '../settings';
import { KnownEntities } from '../store/KnownEntities';
import { Listings, PlannedListing } from '../store/Listings';
import { ListingFindings, ListingOutcome, NO_COUNTS } from '../store/outcome';
import { confirmGone } from './confirmGone';
import { describeNews } from './describe';
import { diff } from './diff';
import { EntityWriter } from './EntityWriter';
import { IngestionMetrics } from './IngestionMetrics';
import { KeyedQueue } from './KeyedQueue';
import { Listing } from './listings';
import { Reading } from './reading';
import { heldBack } from './removalGuard';
import { nextRunAt } from './schedule';

/** How long Search may still answer what was before a write; events describe the resource instead. */
const SEARCH_LAG_MS = 2 * 60 * 1000;

/** What became of one listing. */
export interface Swept {
  listing: string;
  outcome: ListingOutcome;
  /** Of this reading; undefined when it failed. */
  findings?: ListingFindings;
}

/** Reads one listing, brings the catalog in line and writes down how it went. */
export class ListingSweeper {
  constructor(
    private readonly deps: {
      settings: Pick<Settings, 'frequencies' | 'removalLimitPercent'>;
      known: KnownEntities;
      listings: Listings;
      writer: EntityWriter;
      /** Shared with the event handler: one writer a listing. */
      queue: KeyedQueue;
      metrics: IngestionMetrics;
      logger: LoggerService;
    },
  ) {}

  /** Never throws for what AWS or the catalog did. */
  async sweep(
    planned: PlannedListing,
    listing: Listing,
    signal: AbortSignal,
  ): Promise<Swept> {
    const { listings, queue } = this.deps;
    const startedAt = Date.now();
    const count = new CallCount();
    await listings.start(planned.id, startedAt);
    try {
      const { counts, findings } = await count.during(async () => {
        const reading = await listing.read(signal);
        // One writer a listing: what an event read meanwhile is seen by the diff.
        return queue.run(planned.id, () =>
          this.apply(planned.id, listing, reading, startedAt, signal),
        );
      });
      return await this.finish(planned, startedAt, count, counts, findings);
    } catch (error) {
      return await this.finish(planned, startedAt, count, {
        error: toError(error).message,
        isCancelled: signal.aborted,
      });
    }
  }

  private async apply(
    id: string,
    listing: Listing,
    reading: Reading,
    startedAt: number,
    signal: AbortSignal,
  ) {
    const { known, listings, writer, settings } = this.deps;
    const changes = diff(
      await known.list(id),
      reading,
      startedAt - SEARCH_LAG_MS,
    );
    const before = await listings.findings(id);
    const held = heldBack({
      known: changes.known,
      found: reading.found,
      missing: changes.missing.map(({ source }) => source),
      // What was not listed the last time either is asked for one by one again.
      heldBefore: [...before.heldBack, ...before.skipped.map(one => one.id)],
      limitPercent: settings.removalLimitPercent,
    });
    const heldSources = new Set(held);
    const { gone: removals, unlisted } = await confirmGone(
      changes.missing.filter(({ source }) => !heldSources.has(source)),
      source => listing.isGone(source, signal),
    );
    const skipped = [
      ...reading.skipped,
      ...unlisted.map(({ source }) => ({
        id: source,
        reason: 'AWS does not list it, although it describes it',
      })),
    ];
    await writer.withdraw(id, changes.replaced);
    await writer.put(id, [...changes.added, ...changes.changed], { signal });
    await writer.remove(id, removals, { signal });
    await known.forget(id, changes.forgotten);
    return {
      counts: {
        found: reading.found,
        entities: changes.known + changes.added.length - removals.length,
        added: changes.added.length,
        changed: changes.changed.length,
        removed: removals.length,
        skipped: skipped.length,
        heldBack: held.length,
      },
      findings: { skipped, heldBack: held },
    };
  }

  private async finish(
    planned: PlannedListing,
    startedAt: number,
    count: CallCount,
    result: Partial<ListingOutcome> & { isCancelled?: boolean },
    findings?: ListingFindings,
  ): Promise<Swept> {
    const { listings, logger, metrics, settings } = this.deps;
    const { isCancelled, ...counts } = result;
    const before = (await listings.get(planned.id))?.outcome;
    const findingsBefore = await listings.findings(planned.id);
    const now = Date.now();
    const finishedAt = new Date(now).toISOString();
    const outcome: ListingOutcome = {
      ...NO_COUNTS,
      entities: before?.entities ?? 0,
      skipped: before?.skipped ?? 0,
      heldBack: before?.heldBack ?? 0,
      ...counts,
      finishedAt,
      succeededAt: counts.error ? before?.succeededAt : finishedAt,
      durationMs: now - startedAt,
      calls: count.calls,
      throttles: count.throttles,
      failures: counts.error ? (before?.failures ?? 0) + 1 : 0,
    };
    await listings.finish(planned.id, {
      outcome,
      findings,
      // What was cancelled goes first in the next sweep.
      nextRunAt: isCancelled
        ? 0
        : nextRunAt({
            now,
            frequencyMs: settings.frequencies[planned.type],
            failures: outcome.failures,
            random: Math.random(),
          }),
    });
    metrics.swept(planned.type, outcome);
    describeNews(
      planned.id,
      { outcome, findings },
      before,
      findingsBefore,
    ).forEach(line => logger.warn(line));
    return { listing: planned.id, outcome, findings };
  }
}
