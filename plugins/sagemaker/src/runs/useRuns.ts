import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { PageOptions, sagemakerApiRef } from '../api/SageMakerApi';
import { useLivePages } from '../live/useLivePages';

/** The runs of the pipeline that an entity is or that feeds it, newest first. */
export function useRuns(entity: Entity, pageSize: number) {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  return useLivePages(
    entity,
    pageSize,
    useCallback(
      (options: PageOptions) => api.getRuns(entityRef, options),
      [api, entityRef],
    ),
  );
}
