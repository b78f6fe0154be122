import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Metric,
  ModelVersion,
  VersionList,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { PageOptions, sagemakerApiRef } from '../api/SageMakerApi';
import { useLivePages } from '../live/useLivePages';

/** A version with its figures, or with why it has none. */
export interface MeasuredVersion extends ModelVersion {
  metrics: Metric[];
  metricsProblem?: string;
}

interface MeasuredList extends Omit<VersionList, 'items'> {
  items: MeasuredVersion[];
  /** Why no version has figures. */
  metricsError?: Error;
}

/** Versions with their metrics, newest first. Without the metrics there is still the list. */
export function useVersions(entity: Entity, pageSize: number) {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  return useLivePages<MeasuredList>(
    entity,
    pageSize,
    useCallback(
      async (options: PageOptions) => {
        const [list, measured] = await Promise.all([
          api.getVersions(entityRef, options),
          api.getVersionMetrics(entityRef, options).then(
            ({ items }) => ({ items, error: undefined }),
            error => ({ items: [], error: toError(error) }),
          ),
        ]);
        const figures = new Map(
          measured.items.map(item => [item.version, item]),
        );
        return {
          ...list,
          metricsError: measured.error,
          items: list.items.map(version => ({
            ...version,
            metrics: figures.get(version.version)?.metrics ?? [],
            metricsProblem: figures.get(version.version)?.problem,
          })),
        };
      },
      [api, entityRef],
    ),
  );
}
