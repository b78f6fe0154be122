import { Knex } from 'knex';
import {
  AccountSet,
  KnownTarget,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

const TABLE = 'sagemaker_ingestion_directory';

interface Values {
  targets: KnownTarget[];
  'account-sets': AccountSet[];
}

interface Row {
  kind: string;
  value: string;
  read_at: string;
}

/** Targets and account sets as they were when they could last be read. */
export class LastKnown {
  constructor(private readonly knex: Knex) {}

  /** Empty when they were never read. */
  async get<K extends keyof Values>(kind: K): Promise<Values[K]> {
    const row = await this.knex<Row>(TABLE).where({ kind }).first();
    return row ? JSON.parse(row.value) : [];
  }

  async save<K extends keyof Values>(kind: K, value: Values[K]): Promise<void> {
    await this.knex<Row>(TABLE)
      .insert({
        kind,
        value: JSON.stringify(value),
        read_at: new Date().toISOString(),
      })
      .onConflict('kind')
      .merge();
  }
}
