import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { useReading } from '../live/useReading';
import { RepositoryStandardView } from './RepositoryStandardView';

const TITLE = 'Repository standard';

const ReadRepository = ({ entity }: { entity: Entity }) => {
  const api = useApi(sagemakerApiRef);
  const entityRef = stringifyEntityRef(entity);
  const reading = useReading(
    entityRef,
    useCallback(
      signal => api.getRepositoryCheck(entityRef, { signal }),
      [api, entityRef],
    ),
  );
  return (
    <LiveCard
      title={TITLE}
      what="repository standard"
      source="the repository"
      // No event tells of commits, whatever is installed in the portal.
      hint="Refresh after a commit."
      live={{ ...reading, isLive: false }}
      empty={({ files, url }) =>
        files === 0 ? (
          <EmptyPicture title="The repository is empty">
            {`There are no files at ${url}`}
          </EmptyPicture>
        ) : undefined
      }
    >
      {check => <RepositoryStandardView check={check} />}
    </LiveCard>
  );
};

/** Card: whether a repository conforms to the standard, or what is missing and where. */
export const RepositoryStandardCard = () => (
  <EntityScope
    title={TITLE}
    annotation={() => ANNOTATION_SOURCE_LOCATION}
    consequence="so there is no repository to read"
    hint="The catalog sets it when it reads catalog-info.yaml out of the repository: register the repository by the URL of that file."
  >
    {entity => <ReadRepository entity={entity} />}
  </EntityScope>
);
