import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackendOptions,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { Server } from 'node:http';
import request from 'supertest';
import catalogModuleSagemaker from '../index';
import { Listings } from '../store/Listings';
import { ListingFindings, ListingOutcome } from '../store/outcome';
import { World } from './World';

const DEADLINE_MS = 15_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A provider's writes, as the catalog sends them to the database. */
const PROVIDER_WRITE =
  /^(insert into .refresh_state. |update .refresh_state. set .*.unprocessed_entity. = |delete from .refresh_state. )/;

/** How a listing ended, with what it found instead of how much. */
type Outcome = Omit<ListingOutcome, keyof ListingFindings> & ListingFindings;

export interface Portal {
  knex: Knex;
  server: Server;
  /** Asks for a sweep of everything, or of these listings, and waits for its end. */
  sweep(listings?: string[]): Promise<void>;
  /** Runs the scheduled task, which reads only what is due. */
  tick(): Promise<void>;
  /** What the scheduler does when a sweep takes too long. */
  cancel(): Promise<void>;
  publish(topic: string, eventPayload: unknown): Promise<void>;
  /** Entities that the catalog has processed, by ref. */
  entities(): Promise<Map<string, Entity>>;
  /** Titles of the processed entities of a type, sorted. */
  titles(type: string): Promise<string[]>;
  /** Refs of what was handed to the catalog, processed or not. */
  provided(): Promise<string[]>;
  outcomes(): Promise<Map<string, Outcome>>;
  /** Writes of entity providers since the last call. */
  writes(): number;
  stop(): Promise<void>;
}

export function createDatabase(): Promise<Knex> {
  return databases.init('SQLITE_3');
}

/** A real catalog backend with this module; without a World it reaches what the environment says is AWS. */
export async function startPortal(options: {
  world?: World;
  knex?: Knex;
  config?: JsonObject;
  features?: TestBackendOptions<[]>['features'];
}): Promise<Portal> {
  const knex = options.knex ?? (await createDatabase());
  const task = captureScheduler('catalog');
  const events = mockServices.events();
  let writes = 0;
  const onQuery = ({ sql }: { sql: string }) => {
    writes += PROVIDER_WRITE.test(sql) ? 1 : 0;
  };
  knex.on('query', onQuery);

  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleSagemaker,
      ...(options.world ? [options.world.factory()] : []),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      task.feature,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      ...(options.features ?? []),
    ],
  });

  async function entities() {
    const response = await request(backend.server).get('/api/catalog/entities');
    expect(response.status).toBe(200);
    const list: Entity[] = response.body;
    return new Map(list.map(entity => [stringifyEntityRef(entity), entity]));
  }

  return {
    knex,
    server: backend.server,
    async sweep(listings) {
      const response = await request(backend.server)
        .post('/api/catalog/sagemaker/ingestion/sweep')
        .send({ listings });
      if (response.status !== 202) {
        throw new Error(`${response.status} ${response.text}`);
      }
    },
    tick: () => task.scheduler().triggerTask('sagemaker-ingestion'),
    cancel: () => task.scheduler().cancelTask('sagemaker-ingestion'),
    publish: (topic, eventPayload) => events.publish({ topic, eventPayload }),
    entities,
    async titles(type) {
      return [...(await entities()).values()]
        .filter(({ spec }) => spec?.type === type)
        .map(({ metadata }) => String(metadata.title))
        .sort();
    },
    async provided() {
      const rows = await knex('refresh_state').orderBy('entity_ref');
      return rows.map(row => row.entity_ref);
    },
    async outcomes() {
      const listings = new Listings(knex);
      const outcomes = new Map<string, Outcome>();
      for (const { id, outcome } of await listings.list()) {
        if (outcome) {
          outcomes.set(id, { ...outcome, ...(await listings.findings(id)) });
        }
      }
      return outcomes;
    },
    writes() {
      const result = writes;
      writes = 0;
      return result;
    },
    async stop() {
      knex.off('query', onQuery);
      await backend.stop();
    },
  };
}

/** The scheduler of a plugin, to run its tasks by hand. */
export function captureScheduler(pluginId: string) {
  let captured: SchedulerService | undefined;
  return {
    feature: createBackendModule({
      pluginId,
      moduleId: 'captured-scheduler',
      register(env) {
        env.registerInit({
          deps: { scheduler: coreServices.scheduler },
          async init({ scheduler }) {
            captured = scheduler;
          },
        });
      },
    }),
    scheduler() {
      if (!captured) {
        throw new Error(`The plugin ${pluginId} has not started`);
      }
      return captured;
    },
  };
}

/** Repeats until it no longer throws; throws its last error after the deadline. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
