import { fraction } from '../../../world/random';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
/** Share of the hours in which the container of an endpoint answers with errors. */
const BAD_HOURS = 0.02;

/** What happened at a variant of an endpoint in some time. */
interface Traffic {
  count: number;
  /** In microseconds. */
  latency: number;
  clientErrors: number;
  serverErrors: number;
}

/** Low at night, high in the evening, some more or less; the same for the same time. */
export function trafficOf(variant: string, start: number, ms: number): Traffic {
  const at = (what: string) => fraction(`${variant}/${what}`);
  const phase = ((start + ms / 2) % DAY_MS) / DAY_MS;
  // 15:00 UTC is the middle of the busy hours.
  const load =
    0.35 + 0.65 * (0.5 + 0.5 * Math.cos(2 * Math.PI * (phase - 15 / 24)));
  const noise = 0.9 + 0.2 * fraction(`${variant}/${start}`);
  const perMinute = (20 + 100 * at('rate')) * load * noise;
  const count = Math.round((perMinute * ms) / 60_000);
  const hour = Math.floor(start / HOUR_MS);
  const isBad = at(`hour/${hour}`) < BAD_HOURS;
  return {
    count,
    latency: Math.round((12_000 + 40_000 * at('latency')) * (0.8 + 0.4 * load)),
    clientErrors: Math.round(count * 0.004),
    serverErrors: Math.round(count * (isBad ? 0.06 : 0.0004)),
  };
}

/** How far above the average a percentile is. */
function percentile(stat: string): number | undefined {
  const p = /^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1];
  return p === undefined ? undefined : 0.6 + 2 * (Number(p) / 100) ** 6;
}

function latencyStat(stat: string, { latency, count }: Traffic) {
  const factors: Record<string, number | undefined> = {
    Average: 1,
    Minimum: 0.5,
    Maximum: 3.4,
    Sum: count,
  };
  const factor = factors[stat] ?? percentile(stat);
  return factor && Math.round(latency * factor);
}

/** Of something that is 1 for a request where it happened, else 0. */
function countStat(stat: string, happened: number, { count }: Traffic) {
  const values: Record<string, number> = {
    Sum: happened,
    Average: happened / count,
    Minimum: happened === count ? 1 : 0,
    Maximum: happened > 0 ? 1 : 0,
  };
  return values[stat];
}

/** Metrics of the namespace AWS/SageMaker that each variant of an endpoint has. */
const METRICS: Record<
  string,
  (stat: string, traffic: Traffic) => number | undefined
> = {
  Invocations: (stat, traffic) => countStat(stat, traffic.count, traffic),
  Invocation4XXErrors: (stat, traffic) =>
    countStat(stat, traffic.clientErrors, traffic),
  Invocation5XXErrors: (stat, traffic) =>
    countStat(stat, traffic.serverErrors, traffic),
  ModelLatency: latencyStat,
  OverheadLatency: (stat, traffic) =>
    latencyStat(stat, { ...traffic, latency: 3_000 }),
};

/** A statistic of a metric; undefined where there is no data. */
export function statisticOf(
  metric: string,
  stat: string,
  traffic: Traffic,
): number | undefined {
  if (traffic.count === 0 || !(metric in METRICS)) {
    return undefined;
  }
  return stat === 'SampleCount'
    ? traffic.count
    : METRICS[metric](stat, traffic);
}
