import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Reading<T> {
  /** What was read last, kept while it is read anew and when that fails. */
  data?: T;
  error?: Error;
  loading: boolean;
  /** Reads anew; resolves to what is shown afterwards. */
  reload(): Promise<T | undefined>;
}

interface State<T> {
  key: string;
  data?: T;
  error?: Error;
  loading: boolean;
}

/**
 * Reads something, and again whenever `load` or `key` change: `load` must be
 * memoized. Nothing that was read under another key is ever shown, and late
 * answers are dropped.
 */
export function useReading<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
): Reading<T> {
  const [state, setState] = useState<State<T>>({ key, loading: true });
  const reader = useRef<() => Promise<T | undefined>>();

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;

    const readOnce = async () => {
      setState(last =>
        last.key === key ? { ...last, loading: true } : { key, loading: true },
      );
      try {
        const data = await load(signal);
        if (signal.aborted) return undefined;
        setState({ key, data, loading: false });
        return data;
      } catch (error) {
        if (signal.aborted) return undefined;
        setState(last => ({
          key,
          data: last.key === key ? last.data : undefined,
          error: toError(error),
          loading: false,
        }));
        return undefined;
      }
    };

    // A burst of requests costs one more read, and never cancels the one under way.
    let running: Promise<T | undefined> | undefined;
    let again = false;
    const readUntilQuiet = async () => {
      let data: T | undefined;
      do {
        again = false;
        data = await readOnce();
      } while (again && !signal.aborted);
      running = undefined;
      return data;
    };
    const read = () => {
      if (running) {
        again = true;
      } else {
        running = readUntilQuiet();
      }
      return running;
    };

    reader.current = read;
    read();
    return () => abort.abort();
  }, [key, load]);

  const reload = useCallback(async () => reader.current?.(), []);
  const current = state.key === key ? state : { loading: true };
  const { data, error, loading }: Omit<State<T>, 'key'> = current;
  return { data, error, loading, reload };
}
