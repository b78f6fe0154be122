import { MeasuredVersion } from './useVersions';

type Measured = Pick<MeasuredVersion, 'version' | 'metrics'>;

/** Names of all metrics, those that most versions have first. */
export function metricNames(versions: Measured[]): string[] {
  const counts = new Map<string, number>();
  versions.forEach(({ metrics }) =>
    metrics.forEach(({ name }) =>
      counts.set(name, (counts.get(name) ?? 0) + 1),
    ),
  );
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

export const metricOf = ({ metrics }: Measured, metric: string) =>
  metrics.find(({ name }) => name === metric)?.value;

/** One metric over the versions that have it, oldest first. */
export function metricSeries(versions: Measured[], metric: string) {
  return versions
    .flatMap(one => {
      const value = metricOf(one, metric);
      return value === undefined ? [] : [{ version: one.version, value }];
    })
    .sort((a, b) => a.version - b.version);
}
