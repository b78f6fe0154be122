import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const MIGRATIONS = resolvePackagePath(
  '@mlops-foundation/backstage-plugin-catalog-backend-module-sagemaker',
  'migrations',
);

/**
 * Opens the catalog's database with this module's tables in it. They have a
 * migration table of their own, so that they never meet the catalog's migrations.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: MIGRATIONS,
      tableName: 'sagemaker_ingestion_knex_migrations',
    });
  }
  return knex;
}
