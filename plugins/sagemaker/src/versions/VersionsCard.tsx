import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ANNOTATION_AWS_ARN } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { PageOptions, sagemakerApiRef } from '../api/SageMakerApi';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { useLivePages } from '../live/useLivePages';
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
    <LiveCard
      title="Versions"
      what="versions"
      live={live}
      empty={({ items }) =>
        items.length === 0 ? (
          <EmptyPicture title="No versions yet">
            A successful run of the training pipeline registers the first one.
          </EmptyPicture>
        ) : undefined
      }
    >
      {({ items }) => (
        <VersionsTable versions={items} more={more} loading={live.loading} />
      )}
    </LiveCard>
  );
};

/** Card: the versions of a model group, newest first. */
export const VersionsCard = () => (
  <EntityScope
    title="Versions"
    annotation={() => ANNOTATION_AWS_ARN}
    hint="Set it to the ARN of the model package group, or let the catalog module for SageMaker bring the entity in."
  >
    {entity => <LiveVersions entity={entity} />}
  </EntityScope>
);
