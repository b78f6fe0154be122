import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { usePermission } from '@backstage/plugin-permission-react';
import { sagemakerIngestionSweepPermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useRef, useState } from 'react';
import { ingestionApiRef } from '../api/IngestionApi';
import { formatCount } from '../components/format';

export interface Sweep {
  /** Why the person cannot ask for a sweep; undefined when they can. */
  reason?: string;
  /** Why the last request failed. */
  error?: Error;
  /** The request under way: an id of a listing, or `all`. */
  sending?: string;
  /** Makes one listing due now, or all. */
  sweep(listing?: string): Promise<void>;
}

const denial = (loading: boolean) =>
  loading
    ? 'Your permission is being checked.'
    : `You are not allowed to start a sweep. Ask the platform team for the permission ${sagemakerIngestionSweepPermission.name}.`;

/** Asks for a sweep; `onRequested` then looks at what becomes of it. */
export function useSweep(onRequested: () => Promise<unknown>): Sweep {
  const api = useApi(ingestionApiRef);
  const alertApi = useApi(alertApiRef);
  const { allowed, loading } = usePermission({
    permission: sagemakerIngestionSweepPermission,
  });
  const [error, setError] = useState<Error>();
  const [sending, setSending] = useState<string>();
  // State arrives with the next render; a second click may come before that.
  const inFlight = useRef(false);

  const sweep = async (listing?: string) => {
    if (inFlight.current) return;
    inFlight.current = true;
    setSending(listing ?? 'all');
    setError(undefined);
    try {
      const { due } = await api.sweep(listing ? [listing] : undefined);
      alertApi.post({
        message: `${formatCount(
          due,
          'listing is',
          'listings are',
        )} due and will be read in a moment`,
        severity: 'success',
        display: 'transient',
      });
      await onRequested();
    } catch (thrown) {
      setError(toError(thrown));
    } finally {
      inFlight.current = false;
      setSending(undefined);
    }
  };

  return {
    reason: allowed ? undefined : denial(loading),
    error,
    sending,
    sweep,
  };
}
