import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../lib/folders.mjs';
import { startLocalAws } from '../lib/localAws.mjs';
import { fail } from '../lib/output.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { onePercent, unchanged } from './ingest/changes.mjs';
import { events, listenTo } from './ingest/events.mjs';
import {
  costOf,
  firstSweep,
  seconds,
  settledIn,
  withCatalog,
} from './ingest/sweeps.mjs';
import { withLocalAws, worldOf } from './ingest/world.mjs';

const FEW_VERSIONS = 10_000;
const MANY_VERSIONS = 100_000;
const MEMORY_GROWTH = 1.1;
const SLOWER_THAN_CATALOG = 1.1;
const FAULTS = [
  { kind: 'throttle', rate: 0.3 },
  { kind: 'error', rate: 0.05 },
];

function readShare(text = '1') {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) {
    fail(`The size is a share of the whole world, such as 0.02, not '${text}'`);
  }
  return share;
}

/** Where Backstage keeps one run: a database for every plugin. */
function postgresFor(postgres, run) {
  const { connection } = postgres;
  return {
    catalog: `${run}_catalog`,
    database: { client: 'pg', connection, prefix: `${run}_` },
  };
}

/** The entities of a catalog as its provider handed them over, in that order. */
async function saveEntities(postgres, database, file) {
  const rows = await postgres.query(
    database,
    `select unprocessed_entity from refresh_state
       join refresh_state_references on target_entity_ref = entity_ref
      order by refresh_state_references.id`,
  );
  const entities = rows.map(row => row.unprocessed_entity);
  await writeFile(file, `[${entities.join(',')}]`);
}

/** Memory with a tenth of the versions, for comparison. */
async function memoryWithFewVersions(share, postgres) {
  const world = worldOf(share, FEW_VERSIONS);
  const { memory } = await withLocalAws(world, aws =>
    withCatalog(
      {
        ...postgresFor(postgres, 'few'),
        name: 'sweep-of-few-versions',
        awsUrl: aws.url,
      },
      catalog => firstSweep(catalog, world),
    ),
  );
  return memory;
}

function measureFirst({ aws, world, own }) {
  return withCatalog(
    { ...own, name: 'first-sweep', awsUrl: aws.url },
    catalog => firstSweep(catalog, world),
  );
}

/** The same entities from memory: what the catalog itself needs for them. */
async function measureTrivial({ aws, postgres, own, folder, entities }) {
  const file = join(folder.path, 'entities.json');
  await saveEntities(postgres, own.catalog, file);
  return withCatalog(
    {
      ...postgresFor(postgres, 'trivial'),
      name: 'trivial-provider',
      awsUrl: aws.url,
      governance: null,
      config: { trivial: { entities: file } },
    },
    async catalog => {
      const start = Date.now();
      await catalog.post('dev/apply');
      await settledIn(catalog, entities);
      return Date.now() - start;
    },
  );
}

async function measureChanges({ aws, postgres, own, entities }) {
  const shared = { aws, postgres, database: own.catalog, entities };
  const swept = await withCatalog(
    { ...own, name: 'later-sweeps', awsUrl: aws.url },
    async catalog => [
      ...(await unchanged({ ...shared, catalog })),
      ...(await onePercent({ ...shared, catalog })),
    ],
  );
  const told = await withCatalog(
    {
      ...own,
      name: 'events',
      awsUrl: aws.url,
      config: { events: listenTo(aws) },
    },
    () => events(shared),
  );
  return [...swept, ...told];
}

async function measureFaults({ aws, world, postgres }) {
  await aws.faults(FAULTS);
  try {
    const { settledMs, lost } = await withCatalog(
      {
        ...postgresFor(postgres, 'faults'),
        name: 'sweep-with-faults',
        awsUrl: aws.url,
      },
      catalog => firstSweep(catalog, world),
    );
    return [
      { name: 'faults.settled', value: seconds(settledMs), unit: 's' },
      { name: 'faults.lost', value: lost, unit: 'entities', limit: 0 },
    ];
  } finally {
    await aws.faults([]);
  }
}

async function measureSqlite({ aws, world, folder }) {
  const { settledMs } = await withCatalog(
    {
      name: 'sweep-into-sqlite',
      awsUrl: aws.url,
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(folder.path, 'sqlite') },
      },
    },
    catalog => firstSweep(catalog, world),
  );
  return [{ name: 'sqlite.settled', value: seconds(settledMs), unit: 's' }];
}

async function* measureWorld(shared) {
  const { aws, fewVersionsMemory } = shared;
  await aws.forgetCalls();
  const first = await measureFirst(shared);
  const { entities } = first;
  yield* costOf(await aws.calls(), first);
  yield {
    name: 'first-sweep.lost',
    value: first.lost,
    unit: 'entities',
    limit: 0,
  };
  yield { name: 'first-sweep.entities', value: entities, unit: 'entities' };
  yield {
    name: `memory.${MANY_VERSIONS}-versions`,
    value: first.memory,
    unit: 'MB',
    limit: Math.round(MEMORY_GROWTH * fewVersionsMemory),
  };
  yield { name: 'first-sweep.time', value: seconds(first.sweepMs), unit: 's' };

  const trivialMs = await measureTrivial({ ...shared, entities });
  yield { name: 'trivial.settled', value: seconds(trivialMs), unit: 's' };
  yield {
    name: 'first-sweep.settled',
    value: seconds(first.settledMs),
    unit: 's',
    limit: seconds(SLOWER_THAN_CATALOG * trivialMs),
  };

  yield* await measureChanges({ ...shared, entities });
  yield* await measureFaults(shared);
  yield* await measureSqlite(shared);
}

/**
 * What ingestion costs in a large company: 20 accounts in two regions. The argument
 * is a share of its resources, for a quick trial: `npm run bench -- ingest 0.02`.
 */
export async function* measure([shareText]) {
  const share = readShare(shareText);
  const folder = temporaryFolder('ingest');
  const postgres = await startPostgres();
  try {
    const fewVersionsMemory = await memoryWithFewVersions(share, postgres);
    yield {
      name: `memory.${FEW_VERSIONS}-versions`,
      value: fewVersionsMemory,
      unit: 'MB',
    };
    const world = worldOf(share, MANY_VERSIONS);
    const aws = await startLocalAws();
    try {
      await aws.seed(world);
      yield* measureWorld({
        aws,
        world,
        postgres,
        folder,
        fewVersionsMemory,
        own: postgresFor(postgres, 'own'),
      });
    } finally {
      await aws.stop();
    }
  } finally {
    await postgres.stop();
    folder.remove();
  }
}
