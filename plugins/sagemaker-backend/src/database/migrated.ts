import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';

export type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

/** The database of this plugin with all tables that its stores use. */
export async function migrated(database: DatabaseService): Promise<Database> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@mlops-foundation/backstage-plugin-sagemaker-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
