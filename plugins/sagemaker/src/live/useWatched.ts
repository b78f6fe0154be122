import { useCallback, useRef } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { Live } from './useLive';
import { useReading } from './useReading';

const LOOK_MS = 4_000;
/** Between two listings of one sweep there may be a moment in which none is running. */
const QUIET_READS = 3;

export interface Watched<T> extends Live<T> {
  /** Reads now, and keeps reading for as long as something goes on. */
  watch(): Promise<T | undefined>;
}

/**
 * Reads something, and every few seconds anew, but only while `isBusy` says of what
 * was read that it is about to change, and only while somebody looks at the page.
 * `load` must be memoized.
 */
export function useWatched<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  isBusy: (data: T) => boolean,
): Watched<T> {
  const reading = useReading(key, load);
  const { data, loading, reload } = reading;
  const quietReads = useRef(QUIET_READS);

  useInterval(() => {
    if (data === undefined || loading || document.hidden) return;
    quietReads.current = isBusy(data) ? 0 : quietReads.current + 1;
    if (quietReads.current < QUIET_READS) reload();
  }, LOOK_MS);

  const watch = useCallback(() => {
    quietReads.current = 0;
    return reload();
  }, [reload]);
  return { ...reading, isLive: data !== undefined && isBusy(data), watch };
}
