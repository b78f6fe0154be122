import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DateTime } from 'luxon';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export const RUN_STATUSES: PipelineRun['status'][] = [
  'Executing',
  'Succeeded',
  'Failed',
  'Stopped',
];
/** How far back, by the word in the address; everything when there is none. */
export const PERIODS = {
  day: { label: 'Last 24 hours', length: { hours: 24 } },
  week: { label: 'Last 7 days', length: { days: 7 } },
  month: { label: 'Last 30 days', length: { days: 30 } },
} as const;
export type Period = keyof typeof PERIODS;

export const isPeriod = (value: unknown): value is Period =>
  typeof value === 'string' && Object.hasOwn(PERIODS, value);

/** Which runs and which run are shown. */
export interface RunQuery {
  statuses: PipelineRun['status'][];
  period?: Period;
  /** Entity ref of one pipeline, where there are several. */
  pipeline?: string;
}

export const isFiltered = ({ statuses, period, pipeline }: RunQuery) =>
  statuses.length > 0 || period !== undefined || pipeline !== undefined;

/** What the backend is asked for. */
export function askFor(query: RunQuery, now: DateTime = DateTime.now()) {
  const { statuses, period } = query;
  return {
    status: statuses.length > 0 ? statuses : undefined,
    // To the minute: the same question within it is answered from the cache.
    since: period
      ? now.startOf('minute').minus(PERIODS[period].length).toUTC().toISO() ??
        undefined
      : undefined,
  };
}

function parse(params: URLSearchParams): RunQuery {
  const period = params.get('period');
  return {
    statuses: RUN_STATUSES.filter(status =>
      params.getAll('status').includes(status),
    ),
    period: isPeriod(period) ? period : undefined,
    pipeline: params.get('pipeline') ?? undefined,
  };
}

function put(params: URLSearchParams, key: string, values: string[]) {
  params.delete(key);
  values.filter(Boolean).forEach(value => params.append(key, value));
}

/** Filter, opened run and opened step, kept in the address so that they can be shared. */
export function useRunQuery() {
  const [params, setParams] = useSearchParams();
  const run = params.get('run') ?? undefined;
  const step = params.get('step') ?? undefined;
  const filters = new URLSearchParams(params);
  filters.delete('run');
  filters.delete('step');
  const key = filters.toString();
  // The same object for the same address: opening a run reads no list anew.
  const query = useMemo(() => parse(new URLSearchParams(key)), [key]);

  const update = useCallback(
    (change: (next: URLSearchParams) => void, options: { replace: boolean }) =>
      setParams(last => {
        const next = new URLSearchParams(last);
        change(next);
        return next;
      }, options),
    [setParams],
  );
  const filter = useCallback(
    (part: Partial<RunQuery>) =>
      update(
        next => {
          const { statuses, period, pipeline } = { ...parse(next), ...part };
          put(next, 'status', statuses);
          put(next, 'period', [period ?? '']);
          put(next, 'pipeline', [pipeline ?? '']);
        },
        { replace: true },
      ),
    [update],
  );
  // With the back button of the browser one leaves the run, not the tab.
  const openRun = useCallback(
    (id: string | undefined) =>
      update(
        next => {
          put(next, 'run', [id ?? '']);
          next.delete('step');
        },
        { replace: false },
      ),
    [update],
  );
  const openStep = useCallback(
    (name: string) =>
      update(next => put(next, 'step', [name]), { replace: true }),
    [update],
  );
  return { query, run, step, filter, openRun, openStep };
}
