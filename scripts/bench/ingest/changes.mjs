import { seconds, settledIn, spanOf, sum, sweep } from './sweeps.mjs';
import { tagOwner } from './world.mjs';

/** What the ingestion and the catalog write of entities. */
const ENTITY_TABLES = [
  'refresh_state',
  'refresh_state_references',
  'relations',
  'final_entities',
  'search',
  'sagemaker_ingestion_entities',
];

/**
 * Counts the rows of entities that are written from now on. A row knows the
 * transaction that wrote it; what was deleted shows in the number of rows.
 */
async function countWrites(postgres, database) {
  const [{ since }] = await postgres.query(
    database,
    'select pg_current_xact_id()::text as since',
  );
  const counts = () =>
    postgres.query(
      database,
      ENTITY_TABLES.map(
        table =>
          `select '${table}' as name, count(*) as rows,
             count(*) filter (where xmin::text::bigint > ${since}) as written
           from ${table}`,
      ).join(' union all '),
    );
  const before = new Map(
    (await counts()).map(({ name, rows }) => [name, rows]),
  );
  return async () =>
    new Map(
      (await counts()).map(({ name, rows, written }) => [
        name,
        written + Math.max(0, before.get(name) - rows),
      ]),
    );
}

/** A sweep that finds everything as it was. */
export async function unchanged({ catalog, postgres, database }) {
  const writes = await countWrites(postgres, database);
  const { start, end } = spanOf(await sweep(catalog));
  const written = await writes();
  return [
    { name: 'unchanged.time', value: seconds(end - start), unit: 's' },
    {
      name: 'unchanged.writes',
      value: sum(ENTITY_TABLES, table => written.get(table)),
      unit: 'rows',
      limit: 0,
    },
  ];
}

/** A sweep that finds every hundredth resource with another owner. */
export async function onePercent({
  catalog,
  postgres,
  database,
  aws,
  entities,
}) {
  const changed = await postgres.query(
    database,
    `select arn from (
       select source as arn, row_number() over (order by source) as number
         from sagemaker_ingestion_entities where source like 'arn:%'
     ) as numbered where number % 100 = 0`,
  );
  for (const { arn } of changed) {
    await tagOwner(aws, arn, 'group:default/changed');
  }
  const writes = await countWrites(postgres, database);
  const { start, end } = spanOf(await sweep(catalog));
  await settledIn(catalog, entities);
  const settledMs = Date.now() - start;
  const written = await writes();
  return [
    { name: 'one-percent.time', value: seconds(end - start), unit: 's' },
    { name: 'one-percent.settled', value: seconds(settledMs), unit: 's' },
    {
      name: 'one-percent.writes',
      value: written.get('refresh_state'),
      unit: 'entities',
      limit: changed.length,
    },
  ];
}
