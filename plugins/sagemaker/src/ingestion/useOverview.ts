import { useApi } from '@backstage/core-plugin-api';
import type { IngestionOverview } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { ingestionApiRef } from '../api/IngestionApi';
import { useWatched, Watched } from '../live/useWatched';
import { isOverviewBusy } from './schedule';
import { IngestionQuery } from './useIngestionQuery';

export const PAGE = 50;

export interface ShownOverview extends IngestionOverview {
  /** When it was read, ISO 8601. */
  asOf: string;
  /** What was asked for. */
  query: IngestionQuery;
}

/**
 * The overview that belongs to the filter. While another one is loaded, the previous
 * stays; when that fails, it goes, because it answers another question.
 */
export function useOverview(query: IngestionQuery): Watched<ShownOverview> {
  const api = useApi(ingestionApiRef);
  const watched = useWatched(
    'overview',
    useCallback(
      async (signal): Promise<ShownOverview> => {
        const overview = await api.getOverview(
          {
            states: query.states,
            type: query.type,
            search: query.text,
            limit: PAGE,
            offset: (query.page - 1) * PAGE,
          },
          { signal },
        );
        return { ...overview, asOf: new Date().toISOString(), query };
      },
      [api, query],
    ),
    isOverviewBusy,
  );
  return watched.error && watched.data?.query !== query
    ? { ...watched, data: undefined }
    : watched;
}
