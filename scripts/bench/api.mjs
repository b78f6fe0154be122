import { askJson } from '../lib/http.mjs';
import { startPortal } from '../lib/portal.mjs';
import { freePort } from '../lib/processes.mjs';
import { signInAsGuest } from '../lib/signIn.mjs';

// One group for each case that must be cold.
const ONE_VIEWER = 'fraud-detection-models';
const MANY_VIEWERS = 'churn-prediction-models';
const VIEWERS = 100;

/** Views with the number of AWS calls that one may cost when nothing is cached. */
const VIEWS = [
  { view: 'runs', cold: 2 },
  { view: 'promotion', cold: 4 },
];

/** The entity with that title, once the first sweep has brought it. */
async function findEntity(backend, title) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const { items } = await backend.get(
      `/api/catalog/entities/by-query?filter=metadata.title=${title}`,
    );
    if (items.length) {
      return items[0];
    }
    await new Promise(resolve => {
      setTimeout(resolve, 1_000);
    });
  }
  throw new Error(`${title} did not appear in the catalog`);
}

/** AWS calls that a task costs; credentials and the table of account sets apart. */
async function countCalls(aws, task) {
  await fetch(`${aws}/_local/calls`, { method: 'DELETE' });
  await task();
  const { calls } = await askJson(`${aws}/_local/calls`);
  return calls
    .filter(({ service }) => ['sagemaker', 'codepipeline'].includes(service))
    .reduce((sum, { count }) => sum + count, 0);
}

/** What the views of a model group cost in AWS calls: cold, warm, for many. */
export async function measure() {
  // No sweep may run beside what is counted.
  process.env.APP_CONFIG_sagemaker_ingestion_frequency_minutes = '1000';
  const portal = await startPortal(
    {
      aws: await freePort(),
      backend: await freePort(),
      frontend: await freePort(),
    },
    { frontend: false },
  );
  try {
    const backend = await signInAsGuest(portal.backendUrl);
    const one = await findEntity(backend, ONE_VIEWER);
    const many = await findEntity(backend, MANY_VIEWERS);
    const measurements = [];
    for (const { view, cold } of VIEWS) {
      const look = ({ metadata }) =>
        backend.get(
          `/api/sagemaker/v1/entities/resource/default/${metadata.name}/${view}`,
        );
      const count = async (name, limit, task) =>
        measurements.push({
          name: `${view}.${name}`,
          value: await countCalls(portal.awsUrl, task),
          unit: 'AWS calls',
          limit,
        });
      await count('cold', cold, () => look(one));
      await count('warm', 0, () => look(one));
      await count(`cold.${VIEWERS}-viewers`, cold, () =>
        Promise.all(Array.from({ length: VIEWERS }, () => look(many))),
      );
    }
    return measurements;
  } finally {
    await portal.stop();
  }
}
