import { GOVERNANCE } from '../../lib/localAws.mjs';
import { until } from '../../lib/processes.mjs';
import { tagOwner } from './world.mjs';

const PER_SECOND = 50;
const SECONDS = 20;

/** Has a catalog listen to the queue that AWS's events arrive in. */
export const listenTo = aws => ({
  modules: {
    awsSqs: {
      awsSqsConsumingEventPublisher: {
        topics: {
          'aws-sagemaker': {
            queue: {
              region: 'eu-west-1',
              url: `${aws.url}/${GOVERNANCE}/mlops-portal-events`,
              waitTime: { seconds: 20 },
            },
            timeout: { minutes: 5 },
            waitTimeAfterEmptyReceive: { milliseconds: 0 },
          },
        },
      },
    },
  },
});

function percentile(sorted, share) {
  const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round(sorted[index]);
}

const after = ms =>
  new Promise(resolve => {
    setTimeout(resolve, ms);
  });

/** From a change in AWS, of which it tells with an event, to what everybody sees. */
export async function events({ postgres, database, aws }) {
  const groups = await postgres.query(
    database,
    `select source as arn, entity_ref as ref from sagemaker_ingestion_entities
      where source like '%:model-package-group/%'
      order by md5(source) limit ${PER_SECOND * SECONDS}`,
  );
  const owner = 'group:default/told-by-event';
  const sent = await Promise.all(
    groups.map(async ({ arn, ref }, i) => {
      await after((i * 1_000) / PER_SECOND);
      const at = Date.now();
      await tagOwner(aws, arn, owner);
      return { ref, at };
    }),
  );
  const arrived = async () => {
    const rows = await postgres.query(
      database,
      `select entity_ref as ref,
              extract(epoch from last_updated_at) * 1000 as at
         from final_entities
        where final_entity::json->'spec'->>'owner' = '${owner}'`,
    );
    return new Map(rows.map(({ ref, at }) => [ref, at]));
  };
  await until(
    'every event has reached its entity',
    async () => (await arrived()).size >= sent.length,
    { intervalMs: 1_000 },
    // Then some are lost, which is measured.
  ).catch(() => undefined);
  const arrivals = await arrived();
  const delays = sent
    .filter(({ ref }) => arrivals.has(ref))
    .map(({ ref, at }) => arrivals.get(ref) - at)
    .sort((a, b) => a - b);
  return [
    { name: 'event.p50', value: percentile(delays, 0.5), unit: 'ms' },
    {
      name: 'event.p95',
      value: percentile(delays, 0.95),
      unit: 'ms',
      limit: 2_000,
    },
    {
      name: 'event.lost',
      value: sent.length - delays.length,
      unit: 'events',
      limit: 0,
    },
  ];
}
