import { Knex } from 'knex';

const TABLE = 'sagemaker_ingestion_listings';

/** How a listing ended the last time. */
export interface ListingOutcome {
  /** Account, region and type, or `account-sets`, or `targets`. */
  listing: string;
  /** ISO 8601. */
  finishedAt: string;
  /** ISO 8601; of an earlier sweep when the last one failed. */
  succeededAt?: string;
  durationMs: number;
  found: number;
  added: number;
  changed: number;
  removed: number;
  /** Resources that could not become an entity, and why. */
  skipped: { id: string; reason: string }[];
  /** Sources whose removal waits for a second sweep to find them missing too. */
  heldBack: string[];
  /** Why it failed; undefined when it succeeded. */
  error?: string;
}

interface Row {
  listing: string;
  outcome: string;
}

/** The recorded outcomes of all listings, for the sweep itself and for operators. */
export class IngestionStatus {
  constructor(private readonly knex: Knex) {}

  async record(outcome: ListingOutcome): Promise<void> {
    await this.knex<Row>(TABLE)
      .insert({
        listing: outcome.listing,
        outcome: JSON.stringify(outcome),
      })
      .onConflict('listing')
      .merge();
  }

  async get(listing: string): Promise<ListingOutcome | undefined> {
    const row = await this.knex<Row>(TABLE).where({ listing }).first();
    return row && JSON.parse(row.outcome);
  }

  /** Sorted by listing. */
  async list(): Promise<ListingOutcome[]> {
    const rows = await this.knex<Row>(TABLE).orderBy('listing');
    return rows.map(row => JSON.parse(row.outcome));
  }
}
