import { Knex } from 'knex';
import { UnknownOwner } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AccountSet } from '@mlops-foundation/backstage-plugin-sagemaker-node';

const TABLE = 'sagemaker_ingestion_directory';

interface Values {
  'account-sets': AccountSet[];
  'unknown-owners': UnknownOwner[];
}

interface Row {
  kind: string;
  value: string;
  read_at: string;
}

/** What was read last, for when its source fails or to tell what is new. */
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
