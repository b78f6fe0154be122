import { Database } from '../database/migrated';

const TABLE = 'approval_sources';

interface Row {
  source: string;
  first_read_at: number | string | null;
  read_at: number | string | null;
  failed: boolean | number;
}

/** How well all listings together could be read. */
export interface ReadingStatus {
  /** The oldest reading, ISO 8601; undefined before the first. */
  asOf?: string;
  /** False when the last reading of one of them failed. */
  readable: boolean;
}

/** When each listing was read. Times are milliseconds since 1970. */
export class SourceStore {
  constructor(private readonly knex: Database) {}

  /** Returns when the listing was read for the first time. */
  async succeeded(source: string, readAt: number): Promise<number> {
    const read = { read_at: readAt, failed: false };
    await this.knex<Row>(TABLE)
      .insert({ source, first_read_at: readAt, ...read })
      .onConflict('source')
      .merge(read);
    await this.knex<Row>(TABLE)
      .where({ source })
      .whereNull('first_read_at')
      .update({ first_read_at: readAt });
    return (await this.firstReadAt(source)) ?? readAt;
  }

  async failed(source: string): Promise<void> {
    await this.knex<Row>(TABLE)
      .insert({ source, first_read_at: null, read_at: null, failed: true })
      .onConflict('source')
      .merge({ failed: true });
  }

  async keepOnly(sources: string[]): Promise<void> {
    await this.knex<Row>(TABLE).whereNotIn('source', sources).delete();
  }

  async firstReadAt(source: string): Promise<number | undefined> {
    const row = await this.knex<Row>(TABLE).where({ source }).first();
    return row?.first_read_at ? Number(row.first_read_at) : undefined;
  }

  async readTimes(): Promise<Map<string, number>> {
    const rows = await this.knex<Row>(TABLE).whereNotNull('read_at');
    return new Map(rows.map(row => [row.source, Number(row.read_at)]));
  }

  async status(): Promise<ReadingStatus> {
    const rows = await this.knex<Row>(TABLE);
    const times = rows.flatMap(({ read_at: at }) => (at ? Number(at) : []));
    return {
      asOf: times.length
        ? new Date(Math.min(...times)).toISOString()
        : undefined,
      readable: rows.every(({ failed }) => !failed),
    };
  }
}
