import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Versions that are compared side by side. */
export const COMPARED = 2;

/** Which versions a tab shows in detail, and the metric of its chart, kept in the address. */
export function useVersionQuery() {
  const [params, setParams] = useSearchParams();
  const versions = params
    .getAll('version')
    .map(Number)
    .filter(version => Number.isSafeInteger(version) && version > 0)
    .slice(0, COMPARED)
    // What changed is told from the older to the newer.
    .sort((a, b) => a - b);
  const open = useCallback(
    (next: number[]) =>
      setParams(last => {
        const query = new URLSearchParams(last);
        query.delete('version');
        next.forEach(version => query.append('version', String(version)));
        return query;
      }),
    [setParams],
  );
  const chooseMetric = useCallback(
    (metric: string) =>
      setParams(
        last => {
          const query = new URLSearchParams(last);
          query.set('metric', metric);
          return query;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    versions,
    metric: params.get('metric') ?? undefined,
    open,
    chooseMetric,
  };
}
