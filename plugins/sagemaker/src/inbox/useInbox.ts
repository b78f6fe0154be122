import { useApi } from '@backstage/core-plugin-api';
import type { ApprovalInbox } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback, useEffect, useState } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { Live } from '../live/useLive';
import { useReading } from '../live/useReading';
import { InboxQuery, InboxView } from './useInboxQuery';

const PAGE = 50;

export interface ShownInbox extends ApprovalInbox {
  view: InboxView;
  /** What was asked for. */
  query: InboxQuery;
}

/**
 * What waits, the longest waiting first; without a chosen view what the person may
 * decide, or everything when that is nothing. Read anew when the person comes back.
 */
export function useInbox(query: InboxQuery) {
  const api = useApi(sagemakerApiRef);
  const [grown, setGrown] = useState({ query, pages: 1 });
  const pages = grown.query === query ? grown.pages : 1;

  const load = useCallback(
    async (signal: AbortSignal): Promise<ShownInbox> => {
      const read = async (view: InboxView): Promise<ShownInbox> => {
        const page = (cursor?: string) =>
          api.getApprovals({
            limit: PAGE,
            cursor,
            search: query.text || undefined,
            mayDecide: view === 'mine' || undefined,
            signal,
          });
        let inbox = await page();
        for (let count = 1; count < pages && inbox.nextCursor; count++) {
          const next = await page(inbox.nextCursor);
          inbox = { ...next, items: [...inbox.items, ...next.items] };
        }
        return { ...inbox, view, query };
      };
      if (query.view) return read(query.view);
      const mine = await read('mine');
      return mine.total > 0 ? mine : read('all');
    },
    [api, query, pages],
  );
  const reading = useReading('approvals', load);
  const { data, error, reload } = reading;

  useEffect(() => {
    const look = () => {
      if (!document.hidden) reload();
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [reload]);

  const live: Live<ShownInbox> = {
    ...reading,
    // What could not be read must not be taken for the answer to another question.
    data: error && data?.query !== query ? undefined : data,
    isLive: false,
  };
  const more = data?.nextCursor
    ? () => setGrown({ query, pages: pages + 1 })
    : undefined;
  return { live, more };
}
