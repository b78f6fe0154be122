import { Knex } from 'knex';
import { batches } from './batches';

const TABLE = 'sagemaker_ingestion_entities';

/** What was written to the catalog for one resource. */
export interface KnownEntity {
  /** ARN, or the key of an account set or account. */
  source: string;
  entityRef: string;
  /** Of the entity; null once the resource is gone. */
  hash: string | null;
  /** Epoch milliseconds when an event made us read the resource; null when a sweep did. */
  eventAt: number | null;
  /** Entity ref of `spec.owner`; null when it has none. */
  owner: string | null;
}

interface Row {
  listing: string;
  source: string;
  entity_ref: string;
  hash: string | null;
  /** PostgreSQL's driver answers bigint as a string. */
  event_at: number | string | null;
  owner: string | null;
}

/** What this module has put into the catalog, by listing. */
export class KnownEntities {
  constructor(private readonly knex: Knex) {}

  async list(listing: string): Promise<KnownEntity[]> {
    const rows = await this.knex<Row>(TABLE).where({ listing });
    return rows.map(fromRow);
  }

  async get(listing: string, source: string): Promise<KnownEntity | undefined> {
    const row = await this.knex<Row>(TABLE).where({ listing, source }).first();
    return row && fromRow(row);
  }

  async save(listing: string, entities: KnownEntity[]): Promise<void> {
    await this.knex.transaction(async tx => {
      for (const batch of batches(entities)) {
        await tx<Row>(TABLE)
          .insert(
            batch.map(({ source, entityRef, hash, eventAt, owner }) => ({
              listing,
              source,
              entity_ref: entityRef,
              hash,
              event_at: eventAt,
              owner,
            })),
          )
          .onConflict(['listing', 'source'])
          .merge();
      }
    });
  }

  async forget(listing: string, sources: string[]): Promise<void> {
    await this.knex.transaction(async tx => {
      for (const batch of batches(sources)) {
        await tx<Row>(TABLE)
          .where({ listing })
          .whereIn('source', batch)
          .delete();
      }
    });
  }

  /** How many entities each owner has. */
  async owners(): Promise<{ entityRef: string; entities: number }[]> {
    const rows = await this.knex<Row>(TABLE)
      .whereNotNull('hash')
      .whereNotNull('owner')
      .groupBy('owner')
      .orderBy('owner')
      .select({ entityRef: 'owner' })
      .count({ entities: '*' });
    return rows.map(({ entityRef, entities }) => ({
      entityRef: String(entityRef),
      entities: Number(entities),
    }));
  }

  /** Of these listings, the ones that have entities in the catalog. */
  async nonEmpty(listings: string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const batch of batches(listings)) {
      const rows = await this.knex<Row>(TABLE)
        .whereIn('listing', batch)
        .whereNotNull('hash')
        .distinct('listing');
      rows.forEach(({ listing }) => found.add(listing));
    }
    return found;
  }

  /** Of these refs, the ones that another resource than `sources` of the listing stands for. */
  async heldByOthers(
    refs: string[],
    listing: string,
    sources: string[],
  ): Promise<Set<string>> {
    const own = new Set(sources);
    const held = new Set<string>();
    for (const batch of batches(refs)) {
      const rows = await this.knex<Row>(TABLE)
        .whereIn('entity_ref', batch)
        .whereNotNull('hash');
      rows
        .filter(row => row.listing !== listing || !own.has(row.source))
        .forEach(row => held.add(row.entity_ref));
    }
    return held;
  }
}

function fromRow(row: Row): KnownEntity {
  return {
    source: row.source,
    entityRef: row.entity_ref,
    hash: row.hash,
    eventAt: row.event_at === null ? null : Number(row.event_at),
    owner: row.owner,
  };
}
