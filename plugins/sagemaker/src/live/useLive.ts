import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';
import { liveChannels } from './channels';
import { Reading, useReading } from './useReading';

export interface Live<T> extends Reading<T> {
  /** True when changes arrive by themselves. */
  isLive: boolean;
}

const NO_CHANNEL = 'sagemaker:none';

/**
 * Reads something about an entity, and reads it anew whenever a signal says that
 * AWS has changed. `load` must be memoized: a new function is a new read. Nothing
 * of the previous entity is ever shown.
 */
export function useLive<T>(
  entity: Entity,
  load: (signal: AbortSignal) => Promise<T>,
): Live<T> {
  const reading = useReading(stringifyEntityRef(entity), load);
  const { reload } = reading;

  // Hooks cannot be called in a loop: three subscriptions, whatever the entity has.
  const [first = NO_CHANNEL, second = first, third = first] =
    liveChannels(entity);
  const { lastSignal: one, isSignalsAvailable } = useSignal(first);
  const { lastSignal: two } = useSignal(second);
  const { lastSignal: three } = useSignal(third);
  useEffect(() => {
    if (one || two || three) {
      reload();
    }
  }, [one, two, three, reload]);

  return { ...reading, isLive: isSignalsAvailable };
}
