import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { PageOptions, sagemakerApiRef } from '../api/SageMakerApi';
import { LiveCard } from '../components/LiveCard';
import { useLivePages } from '../live/useLivePages';
import { noVersions, VersionsScope } from './VersionsScope';
import { VersionsTable } from './VersionsTable';

const PAGE = 10;

const LiveVersions = ({ entity }: { entity: Entity }) => {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const { live, more } = useLivePages(
    entity,
    PAGE,
    useCallback(
      (options: PageOptions) => api.getVersions(entityRef, options),
      [api, entityRef],
    ),
  );
  return (
    <LiveCard title="Versions" what="versions" live={live} empty={noVersions}>
      {({ items }) => (
        <VersionsTable versions={items} more={more} loading={live.loading} />
      )}
    </LiveCard>
  );
};

/** Card: the versions of a model group, newest first. */
export const VersionsCard = () => (
  <VersionsScope>{entity => <LiveVersions entity={entity} />}</VersionsScope>
);
