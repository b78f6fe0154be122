import { IngestionType } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Knex } from 'knex';
import { batches } from './batches';
import { ListingFindings, ListingOutcome, NO_FINDINGS } from './outcome';

const TABLE = 'sagemaker_ingestion_listings';

/** What there is to list. */
export interface PlannedListing {
  /** `210000000002/eu-west-1/model-group`, or `account-sets`. */
  id: string;
  type: IngestionType;
  accountId?: string;
  region?: string;
  accountSet?: string;
}

/** A listing with its schedule and its last outcome. */
export interface KnownListing extends PlannedListing {
  retired: boolean;
  /** Epoch milliseconds. */
  nextRunAt: number;
  /** Epoch milliseconds; stays behind when the process is killed. */
  runningSince?: number;
  /** Undefined until it was read for the first time. */
  outcome?: ListingOutcome;
}

interface Row {
  listing: string;
  type: IngestionType;
  account_id: string | null;
  region: string | null;
  account_set: string | null;
  retired: boolean | number;
  /** PostgreSQL's driver answers bigint as a string. */
  next_run_at: number | string;
  running_since: number | string | null;
  outcome: string | null;
  findings: string | null;
}

const COLUMNS = [
  'listing',
  'type',
  'account_id',
  'region',
  'account_set',
  'retired',
  'next_run_at',
  'running_since',
  'outcome',
] as const;

/** All listings, in the database: what is due is known to whichever replica sweeps. */
export class Listings {
  constructor(private readonly knex: Knex) {}

  /** Sorted by id. */
  async list(): Promise<KnownListing[]> {
    const rows = await this.knex<Row>(TABLE)
      .select(...COLUMNS)
      .orderBy('listing');
    return rows.map(fromRow);
  }

  async get(id: string): Promise<KnownListing | undefined> {
    const row = await this.knex<Row>(TABLE)
      .select(...COLUMNS)
      .where({ listing: id })
      .first();
    return row && fromRow(row);
  }

  async findings(id: string): Promise<ListingFindings> {
    const row = await this.knex<Row>(TABLE)
      .select('findings')
      .where({ listing: id })
      .first();
    return row?.findings ? JSON.parse(row.findings) : NO_FINDINGS;
  }

  /**
   * Makes the plan known: what is new in it is due at once, what is not in it any
   * more is retired. Writes only what differs.
   */
  async plan(planned: PlannedListing[]): Promise<void> {
    const before = new Map((await this.list()).map(known => [known.id, known]));
    const news = planned.filter(listing => {
      const known = before.get(listing.id);
      return !known || known.retired || known.accountSet !== listing.accountSet;
    });
    const ids = new Set(planned.map(({ id }) => id));
    const retired = [...before.values()]
      .filter(known => !known.retired && !ids.has(known.id))
      .map(({ id }) => id);
    for (const batch of batches(news)) {
      await this.knex<Row>(TABLE)
        .insert(
          batch.map(listing => ({
            listing: listing.id,
            type: listing.type,
            account_id: listing.accountId ?? null,
            region: listing.region ?? null,
            account_set: listing.accountSet ?? null,
            retired: false,
            next_run_at: 0,
          })),
        )
        .onConflict('listing')
        .merge(['account_set', 'retired', 'next_run_at']);
    }
    for (const batch of batches(retired)) {
      await this.knex<Row>(TABLE)
        .whereIn('listing', batch)
        .update({ retired: true });
    }
  }

  /** Ids of what has to be read now, the longest due first. */
  async due(now: number): Promise<string[]> {
    const rows = await this.knex<Row>(TABLE)
      .select('listing')
      .where({ retired: false })
      .where('next_run_at', '<=', now)
      .orderBy('next_run_at')
      .orderBy('listing');
    return rows.map(({ listing }) => listing);
  }

  /** Has these read as soon as possible, all that are not retired when left out; answers how many. */
  async makeDue(ids?: string[]): Promise<number> {
    let count = 0;
    for (const batch of ids ? batches(ids) : [undefined]) {
      const query = this.knex<Row>(TABLE).where({ retired: false });
      count += await (batch ? query.whereIn('listing', batch) : query).update({
        next_run_at: 0,
      });
    }
    return count;
  }

  async start(id: string, now: number): Promise<void> {
    await this.knex<Row>(TABLE)
      .where({ listing: id })
      .update({ running_since: now });
  }

  /** A failed reading has no findings: those of the one before stay. */
  async finish(
    id: string,
    result: {
      outcome: ListingOutcome;
      findings?: ListingFindings;
      nextRunAt: number;
    },
  ): Promise<void> {
    const { outcome, findings, nextRunAt } = result;
    await this.knex<Row>(TABLE)
      .where({ listing: id })
      .update({
        running_since: null,
        next_run_at: nextRunAt,
        outcome: JSON.stringify(outcome),
        ...(findings ? { findings: JSON.stringify(findings) } : {}),
      });
  }
}

function fromRow(row: Omit<Row, 'findings'>): KnownListing {
  return {
    id: row.listing,
    type: row.type,
    accountId: row.account_id ?? undefined,
    region: row.region ?? undefined,
    accountSet: row.account_set ?? undefined,
    retired: Boolean(row.retired),
    nextRunAt: Number(row.next_run_at),
    runningSince:
      row.running_since === null ? undefined : Number(row.running_since),
    outcome: row.outcome ? JSON.parse(row.outcome) : undefined,
  };
}
