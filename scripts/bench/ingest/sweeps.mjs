import { readFile, writeFile } from 'node:fs/promises';
import { settled, startCatalog } from '../../lib/catalog.mjs';
import { GOVERNANCE } from '../../lib/localAws.mjs';
import { progress } from '../../lib/output.mjs';
import { until } from '../../lib/processes.mjs';
import { resourcesOf } from './world.mjs';

const PAGE = 100;
const TIMEOUT_MS = 20 * 60_000;

export const seconds = ms => Math.round(ms / 100) / 10;
export const sum = (items, of) =>
  items.reduce((total, item) => total + of(item), 0);

export async function withCatalog(options, task) {
  const step = progress(`Measuring ${options.name}`);
  const catalog = await startCatalog(options);
  try {
    return await task(catalog);
  } finally {
    await catalog.stop();
    step.done();
  }
}

/**
 * Watches the memory of a process from now on: what the start took, with its
 * compiler, does not count. Answers what tells the most that it had, in MB.
 */
async function watchMemory({ pid }) {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  return async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(status.match(/VmHWM:\s+(\d+)/)[1]) / 1024);
  };
}

/** When the first of these listings was begun and the last one ended, in epoch ms. */
export function spanOf(listings) {
  const ends = listings.map(({ finishedAt }) => Date.parse(finishedAt));
  const starts = listings.map(({ durationMs }, i) => ends[i] - durationMs);
  return { start: Math.min(...starts), end: Math.max(...ends) };
}

/** The listings, once each was read without an error after `since`. */
function swept(catalog, since) {
  return until(
    `${catalog.name} has read every listing`,
    async () => {
      const listings = await catalog.listings();
      // The account sets alone are there before it is known what else there is.
      const isDone =
        listings.length > 1 &&
        listings.every(
          ({ error, succeededAt }) =>
            error === undefined && Date.parse(succeededAt) >= since,
        );
      return isDone && listings;
    },
    { timeoutMs: TIMEOUT_MS, intervalMs: 1_000 },
  );
}

/** Has everything read anew; answers the listings afterwards. */
export async function sweep(catalog) {
  const since = Date.now();
  await catalog.post('sagemaker/ingestion/sweep', {});
  return swept(catalog, since);
}

export function settledIn(catalog, entities) {
  return settled(catalog, entities, TIMEOUT_MS);
}

/** From an empty catalog, just started, to one that shows everything. */
export async function firstSweep(catalog, world) {
  const memory = await watchMemory(catalog);
  const listings = await swept(catalog, 0);
  const entities = sum(listings, listing => listing.entities);
  await settledIn(catalog, entities);
  const { start, end } = spanOf(listings);
  const ofResources = listings.filter(({ region }) => region);
  return {
    ofResources,
    entities,
    sweepMs: end - start,
    settledMs: Date.now() - start,
    lost: resourcesOf(world) - sum(ofResources, listing => listing.entities),
    memory: await memory(),
  };
}

/** What the first sweep asked of AWS beside the least that it could ask. */
export function costOf(calls, { ofResources }) {
  const count = what => sum(calls.filter(what), call => call.count);
  const pages = sum(ofResources, ({ found }) =>
    Math.max(1, Math.ceil(found / PAGE)),
  );
  const accounts = new Set([
    GOVERNANCE,
    ...ofResources.map(({ accountId }) => accountId),
  ]);
  return [
    {
      name: 'first-sweep.calls',
      value: count(({ service }) => service === 'sagemaker'),
      unit: 'SageMaker calls',
      limit: Math.floor(1.05 * pages),
    },
    {
      name: 'first-sweep.assume-role',
      value: count(({ operation }) => operation === 'AssumeRole'),
      unit: 'STS calls',
      limit: accounts.size,
    },
  ];
}
