import { Entity } from '@backstage/catalog-model';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { pipelineAnnotation } from '../filters';
import { RunsTable } from './RunsTable';
import { StartRunButton } from './StartRunButton';
import { useRuns } from './useRuns';

const CARD_PAGE = 5;
const TAB_PAGE = 20;

const LiveRuns = (props: {
  entity: Entity;
  title: string;
  pageSize: number;
}) => {
  const { entity, title, pageSize } = props;
  const { live, more } = useRuns(entity, pageSize);
  return (
    <LiveCard
      title={title}
      what="runs"
      live={live}
      actions={<StartRunButton entity={entity} onStarted={live.reload} />}
      empty={({ items }) =>
        items.length === 0 ? (
          <EmptyPicture title="No runs yet">
            The pipeline has never been started. Start a run, or wait for the
            build repository to start one.
          </EmptyPicture>
        ) : undefined
      }
    >
      {({ items }) => (
        <RunsTable
          entity={entity}
          runs={items}
          more={more}
          loading={live.loading}
        />
      )}
    </LiveCard>
  );
};

const Runs = (props: { title: string; pageSize: number }) => (
  <EntityScope
    title={props.title}
    annotation={pipelineAnnotation}
    hint="Model groups and use cases that come from AWS get it from the tag mlops:pipeline of the model package group; write it yourself in an entity that comes from a YAML file."
  >
    {entity => <LiveRuns entity={entity} {...props} />}
  </EntityScope>
);

/** Card: the latest runs. */
export const RunsCard = () => <Runs title="Latest runs" pageSize={CARD_PAGE} />;

/** Tab: all runs. */
export const RunsContent = () => (
  <Runs title="Pipeline runs" pageSize={TAB_PAGE} />
);
