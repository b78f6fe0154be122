import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { PageOptions, sagemakerApiRef } from '../api/SageMakerApi';
import { useLivePages } from '../live/useLivePages';
import { askFor, RunQuery } from './useRunQuery';

const EVERYTHING: RunQuery = { statuses: [] };

/** Runs of the pipelines that an entity is, has or is fed by, newest first. `query` must be memoized. */
export function useRuns(
  entity: Entity,
  pageSize: number,
  query: RunQuery = EVERYTHING,
) {
  const api = useApi(sagemakerApiRef);
  const entityRef = query.pipeline ?? stringifyEntityRef(entity);
  return useLivePages(
    entity,
    pageSize,
    useCallback(
      (options: PageOptions) =>
        api.getRuns(entityRef, { ...options, ...askFor(query) }),
      [api, entityRef, query],
    ),
  );
}
