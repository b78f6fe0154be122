import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { liveChannels } from './channels';

export interface Live<T> {
  /** What was read last, kept while it is read anew and when that fails. */
  data?: T;
  error?: Error;
  loading: boolean;
  /** True when signals are installed, so that changes arrive by themselves. */
  isLive: boolean;
  /** Reads anew; resolves to what the card shows afterwards. */
  reload(): Promise<T | undefined>;
}

interface State<T> {
  entityRef: string;
  data?: T;
  error?: Error;
  loading: boolean;
}

const NO_CHANNEL = 'sagemaker:none';

/**
 * Reads something about an entity, and reads it anew whenever a signal says that
 * AWS has changed. `load` must be memoized: a new function is a new read. Nothing
 * of the previous entity is ever shown, and late answers are dropped.
 */
export function useLive<T>(
  entity: Entity,
  load: (signal: AbortSignal) => Promise<T>,
): Live<T> {
  const entityRef = stringifyEntityRef(entity);
  const [state, setState] = useState<State<T>>({ entityRef, loading: true });
  const reader = useRef<() => Promise<T | undefined>>();

  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;

    const readOnce = async () => {
      setState(last =>
        last.entityRef === entityRef
          ? { ...last, loading: true }
          : { entityRef, loading: true },
      );
      try {
        const data = await load(signal);
        if (signal.aborted) return undefined;
        setState({ entityRef, data, loading: false });
        return data;
      } catch (error) {
        if (signal.aborted) return undefined;
        setState(last => ({
          entityRef,
          data: last.entityRef === entityRef ? last.data : undefined,
          error: toError(error),
          loading: false,
        }));
        return undefined;
      }
    };

    // A burst of signals costs one more read, and never cancels the one under way.
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
  }, [entityRef, load]);

  // Hooks cannot be called in a loop: three subscriptions, whatever the entity has.
  const [first = NO_CHANNEL, second = first, third = first] =
    liveChannels(entity);
  const { lastSignal: one, isSignalsAvailable } = useSignal(first);
  const { lastSignal: two } = useSignal(second);
  const { lastSignal: three } = useSignal(third);
  useEffect(() => {
    if (one || two || three) {
      reader.current?.();
    }
  }, [one, two, three]);

  const reload = useCallback(async () => reader.current?.(), []);
  const current =
    state.entityRef === entityRef ? state : { entityRef, loading: true };
  return { ...current, isLive: isSignalsAvailable, reload };
}
