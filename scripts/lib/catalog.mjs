import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './folders.mjs';
import { awsEnvironment, GOVERNANCE } from './localAws.mjs';
import { askJson } from './http.mjs';
import { root } from './output.mjs';
import { freePort, startProcess, until, waitFor } from './processes.mjs';

const TOKEN = 'catalog-on-loopback';

const GOVERNANCE_TABLE = {
  accountId: GOVERNANCE,
  region: 'eu-west-1',
  tableName: 'mlops-account-sets',
};
/** Everything is read when it is seen for the first time, then only on request. */
const SELDOM = { days: 30 };

/**
 * Starts the backend in `dev/` of the catalog module: a catalog with it, and little
 * else. `database` is `backend.database`; without `governance` there is nothing to
 * read, `ingestion` and `config` are more configuration.
 */
export async function startCatalog({
  name,
  awsUrl,
  database,
  governance = GOVERNANCE_TABLE,
  ingestion = {},
  config = {},
}) {
  const port = await freePort();
  const folder = temporaryFolder('catalog');
  const configFile = join(folder.path, 'app-config.json');
  await writeFile(
    configFile,
    JSON.stringify({
      backend: { database },
      // Nothing is processed anew while something is measured.
      catalog: { processingInterval: SELDOM },
      sagemaker: {
        governance,
        ingestion: { frequency: SELDOM, ...ingestion },
      },
      ...config,
    }),
  );
  const process_ = await startProcess(
    name,
    process.execPath,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      ...['dev/index.ts', '--config', 'dev/app-config.yaml'],
      ...['--config', configFile],
    ],
    {
      cwd: join(root, 'plugins/catalog-backend-module-sagemaker'),
      env: {
        ...process.env,
        ...awsEnvironment(awsUrl),
        BACKEND_PORT: String(port),
        DEV_TOKEN: TOKEN,
        // Logs as JSON lines.
        NODE_ENV: 'production',
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  const request = (method, path, body) =>
    askJson(`${url}/api/catalog/${path}`, { method, token: TOKEN, body });
  const get = path => request('GET', path);
  const post = (path, body) => request('POST', path, body);
  const end = how => async () => {
    await how();
    folder.remove();
  };
  try {
    await waitFor(
      process_,
      `${url}/.backstage/health/v1/readiness`,
      /Backend startup failed[^"]*/,
    );
  } catch (error) {
    await end(process_.stop)();
    throw error;
  }

  return {
    name,
    url,
    pid: process_.pid,
    exited: process_.exited,
    stop: end(process_.stop),
    kill: end(process_.kill),
    get,
    post,

    /** `{ entities, unprocessed, unstitched, final }`. */
    progress: () => get('dev/progress'),

    /** All listings of the ingestion. */
    listings: async () => {
      const listings = [];
      for (;;) {
        const page = await get(
          `sagemaker/ingestion?limit=500&offset=${listings.length}`,
        );
        listings.push(...page.items);
        if (listings.length >= page.totalItems || !page.items.length) {
          return listings;
        }
      }
    },

    /** What the log says at these levels. */
    logged: async levels =>
      (await readFile(process_.logFile, 'utf8'))
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line))
        .filter(({ level }) => levels.includes(level)),
  };
}

/** Waits until everything that the catalog was given can be seen. */
export function settled(catalog, entities, timeoutMs) {
  return until(
    `${entities} entities of ${catalog.name} are processed and stitched`,
    async () => {
      const progress = await catalog.progress();
      return (
        progress.entities === entities &&
        progress.final === entities &&
        progress.unprocessed === 0 &&
        progress.unstitched === 0
      );
    },
    { timeoutMs, intervalMs: 1_000 },
  );
}
