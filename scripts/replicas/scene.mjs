import { startCatalog } from '../lib/catalog.mjs';
import { startLocalAws } from '../lib/localAws.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { until } from '../lib/processes.mjs';

export const REGION = 'eu-west-1';
/** One listing of groups is more than one delta of 1,000. */
const WORLD = {
  accounts: 1,
  regions: [REGION],
  projects: 20,
  modelGroups: 1_050,
  pipelines: 20,
  endpoints: 20,
};
const ACCOUNTS = ['300000000001'];
const PAGE = 100;
const TYPES = {
  Project: 'ProjectArn',
  ModelPackageGroup: 'ModelPackageGroupArn',
  Pipeline: 'PipelineArn',
  Endpoint: 'EndpointArn',
};
/** Not `template`: PostgreSQL has some of its own. */
const TEMPLATE = 'empty_';
/** Short, so that what a killed process was doing is soon done by another one. */
const SWEEP_TIMEOUT = { seconds: 10 };

/** ARNs of all resources of a type, asked of Local AWS directly. */
async function arnsOf(aws, accountId, type) {
  const arns = [];
  let NextToken;
  do {
    const page = await aws.sagemaker({ accountId, region: REGION }, 'Search', {
      Resource: type,
      MaxResults: PAGE,
      NextToken,
    });
    arns.push(...page.Results.map(record => record[type][TYPES[type]]));
    NextToken = page.NextToken;
  } while (NextToken);
  return arns;
}

/**
 * One PostgreSQL and one Local AWS for all tests, and for each test a database of
 * its own, in which nothing is swept before the test asks for it.
 */
export async function createScene() {
  const postgres = await startPostgres();
  const aws = await startLocalAws();
  await aws.seed(WORLD);
  const world = await Promise.all(
    ACCOUNTS.flatMap(accountId =>
      Object.keys(TYPES).map(async type => ({
        accountId,
        arns: await arnsOf(aws, accountId, type),
      })),
    ),
  );
  const replicas = [];

  const replica = (database, name, governance) =>
    startCatalog({
      name,
      awsUrl: aws.url,
      database: {
        client: 'pg',
        connection: { ...postgres.connection, application_name: name },
        prefix: database.replace(/catalog$/, ''),
      },
      governance,
      ingestion: { timeout: SWEEP_TIMEOUT },
      // What a killed process had begun to process is due again after this.
      config: { catalog: { processingInterval: { seconds: 45 } } },
    });

  // Its tables are there, its sweep had nothing to read and is not due for weeks.
  const template = await replica(`${TEMPLATE}catalog`, 'empty', null);
  await until('the template has swept nothing', async () => {
    const listings = await template.listings();
    return listings.length > 0 && listings.every(({ state }) => state === 'ok');
  });
  await template.stop();

  return {
    postgres,
    aws,
    accounts: ACCOUNTS,

    /** ARNs of everything that AWS has, sorted. */
    arns: world.flatMap(({ arns }) => arns).sort(),

    /**
     * `Search` calls of one reading of everything in an account: a page for every
     * 100 of a type, and one for the groups that others share with it.
     */
    pages: accountId =>
      world
        .filter(part => part.accountId === accountId)
        .reduce(
          (sum, { arns }) => sum + Math.max(1, Math.ceil(arns.length / PAGE)),
          1,
        ),

    /** A copy of the template; answers the name of the catalog's own database. */
    async database(name) {
      const templates = await postgres.query(
        'postgres',
        `select datname as template from pg_database
          where datname like '${TEMPLATE}%'`,
      );
      for (const { template } of templates) {
        const copy = template.replace(TEMPLATE, `${name}_`);
        await postgres.execute(
          'postgres',
          `create database ${copy} template ${template}`,
        );
      }
      return `${name}_catalog`;
    },

    async start(database, name) {
      const started = await replica(database, name);
      replicas.push(started);
      return started;
    },

    stopReplicas: () =>
      Promise.all(replicas.splice(0).map(started => started.stop())),

    async stop() {
      await aws.stop();
      await postgres.stop();
    },
  };
}
