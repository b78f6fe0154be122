import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { readFile } from 'node:fs/promises';
import { TrivialProvider } from './TrivialProvider';

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [row] = await query.count({ count: '*' });
  return Number(row.count);
}

/**
 * For measurements, below the catalog's base URL:
 * - `GET /dev/progress` tells how many entities there are, and how far they are.
 * - `POST /dev/apply` hands over the entities of the JSON file `trivial.entities`,
 *   which is read at the start.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'measuring',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, database, httpRouter, processing }) {
        const file = config.getOptionalString('trivial.entities');
        const entities: Entity[] = file
          ? JSON.parse(await readFile(file, 'utf8'))
          : [];
        const provider = new TrivialProvider(entities);
        processing.addEntityProvider(provider);

        const knex = await database.getClient();
        const router = PromiseRouter();
        router.get('/dev/progress', async (_, res) => {
          res.json({
            entities: await count(knex('refresh_state')),
            unprocessed: await count(
              knex('refresh_state').whereNull('processed_entity'),
            ),
            unstitched: await count(knex('stitch_queue')),
            final: await count(
              knex('final_entities').whereNotNull('final_entity'),
            ),
          });
        });
        router.post('/dev/apply', async (_, res) => {
          await provider.apply();
          res.status(204).end();
        });
        httpRouter.use(router);
      },
    });
  },
});
