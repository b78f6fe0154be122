import { toError } from '@backstage/errors';
import { useCallback, useRef, useState } from 'react';

/**
 * Sends a change, one at a time: a second click while it is under way sends nothing.
 * What it throws is kept as `error` until the next attempt.
 */
export function useSendOnce() {
  const [error, setError] = useState<Error>();
  const [sending, setSending] = useState(false);
  // State arrives with the next render; a second click may come before that.
  const inFlight = useRef(false);

  const sendOnce = useCallback(async (send: () => Promise<void>) => {
    if (inFlight.current) return;
    inFlight.current = true;
    setSending(true);
    setError(undefined);
    try {
      await send();
    } catch (thrown) {
      setError(toError(thrown));
    } finally {
      inFlight.current = false;
      setSending(false);
    }
  }, []);
  return { sendOnce, sending, error };
}
