import { Entity } from '@backstage/catalog-model';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { pipelineAnnotation } from '../filters';
import { NoRunsPicture } from './NoRunsPicture';
import { RunsTable } from './RunsTable';
import { startable } from './startable';
import { StartRunButton } from './StartRunButton';
import { useRuns } from './useRuns';

const CARD_PAGE = 5;
export const MISSING_HINT =
  'Model groups and use cases that come from AWS get it from the tag mlops:pipeline of the model package group; write it yourself in an entity that comes from a YAML file.';

const LatestRuns = ({ entity }: { entity: Entity }) => {
  const { live, more } = useRuns(entity, CARD_PAGE);
  const toStart = startable(entity, live.data?.pipelines);
  return (
    <LiveCard
      title="Latest runs"
      what="runs"
      live={live}
      actions={
        toStart && (
          <StartRunButton
            entity={entity}
            entityRef={toStart}
            onStarted={live.reload}
          />
        )
      }
      empty={({ items }) =>
        items.length === 0 ? <NoRunsPicture /> : undefined
      }
    >
      {({ items, pipelines }) => (
        <RunsTable
          entity={entity}
          runs={items}
          pipelines={pipelines}
          more={more}
          loading={live.loading}
        />
      )}
    </LiveCard>
  );
};

/** Card: the latest runs. */
export const RunsCard = () => (
  <EntityScope
    title="Latest runs"
    annotation={pipelineAnnotation}
    hint={MISSING_HINT}
  >
    {entity => <LatestRuns entity={entity} />}
  </EntityScope>
);
