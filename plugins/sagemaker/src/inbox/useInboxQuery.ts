import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export type InboxView = 'mine' | 'all';

export interface InboxQuery {
  /** Undefined lets what there is decide. */
  view?: InboxView;
  text: string;
}

/** What the backend takes. */
export const TEXT_MAX = 100;

export const isInboxView = (value: unknown): value is InboxView =>
  value === 'mine' || value === 'all';

/** View and search, kept in the address so that a list can be shared. */
export function useInboxQuery() {
  const [params, setParams] = useSearchParams();
  const view = params.get('view');
  const text = (params.get('q') ?? '').slice(0, TEXT_MAX);
  // The same object for the same address.
  const query: InboxQuery = useMemo(
    () => ({ view: isInboxView(view) ? view : undefined, text }),
    [view, text],
  );
  const change = (part: Partial<InboxQuery>) =>
    setParams(
      last => {
        const next = new URLSearchParams(last);
        if (part.view) next.set('view', part.view);
        if (part.text) next.set('q', part.text);
        if (part.text === '') next.delete('q');
        return next;
      },
      { replace: true },
    );
  return { query, change };
}
