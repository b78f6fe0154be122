import { Entity } from '@backstage/catalog-model';
import { Alert, Button, Flex } from '@backstage/ui';
import { EntityScope } from '../components/EntityScope';
import { LiveCard } from '../components/LiveCard';
import { EmptyPicture } from '../components/pictures';
import { isUseCase, pipelineAnnotation } from '../filters';
import { RunFilters } from './RunFilters';
import { MISSING_HINT } from './RunsCard';
import { startable } from './startable';
import { NoRunsPicture } from './NoRunsPicture';
import { RunsTable } from './RunsTable';
import { RunView } from './RunView';
import { StartRunButton } from './StartRunButton';
import { useRuns } from './useRuns';
import { isFiltered, RunQuery, useRunQuery } from './useRunQuery';

const PAGE = 20;
const NO_FILTER: RunQuery = {
  statuses: [],
  period: undefined,
  pipeline: undefined,
};

const AllRuns = (props: {
  entity: Entity;
  query: RunQuery;
  onFilter: (part: Partial<RunQuery>) => void;
  onOpen: (runId: string) => void;
}) => {
  const { entity, query, onFilter, onOpen } = props;
  const { live, more } = useRuns(entity, PAGE, query);
  const toStart = startable(entity, live.data?.pipelines, query.pipeline);
  return (
    <LiveCard
      title="Pipeline runs"
      what="runs"
      live={live}
      actions={
        toStart && (
          <StartRunButton
            entity={entity}
            entityRef={toStart}
            onStarted={isUseCase(entity) ? live.reload : onOpen}
          />
        )
      }
    >
      {({ items, pipelines, unreadable }) => (
        <Flex direction="column" gap="3">
          {unreadable && (
            <Alert
              status="warning"
              icon
              title="Not all accounts could be read"
              description={unreadable.join(' ')}
            />
          )}
          <RunFilters query={query} pipelines={pipelines} onChange={onFilter} />
          {items.length > 0 && (
            <RunsTable
              entity={entity}
              runs={items}
              pipelines={pipelines}
              more={more}
              loading={live.loading}
            />
          )}
          {items.length === 0 && !isFiltered(query) && <NoRunsPicture />}
          {items.length === 0 && isFiltered(query) && (
            <EmptyPicture
              title="No such runs"
              action={
                <Button variant="secondary" onPress={() => onFilter(NO_FILTER)}>
                  Show all runs
                </Button>
              }
            >
              There are runs, but none that fits these filters.
            </EmptyPicture>
          )}
        </Flex>
      )}
    </LiveCard>
  );
};

const Runs = ({ entity }: { entity: Entity }) => {
  const { query, run, step, filter, openRun, openStep } = useRunQuery();
  return run ? (
    <RunView
      key={run}
      entity={entity}
      runId={run}
      step={step}
      onSelectStep={openStep}
      onOpenRun={openRun}
    />
  ) : (
    <AllRuns entity={entity} query={query} onFilter={filter} onOpen={openRun} />
  );
};

/** Tab: all runs, and one run with its graph. */
export const RunsContent = () => (
  <EntityScope
    title="Pipeline runs"
    annotation={pipelineAnnotation}
    hint={MISSING_HINT}
  >
    {entity => <Runs entity={entity} />}
  </EntityScope>
);
