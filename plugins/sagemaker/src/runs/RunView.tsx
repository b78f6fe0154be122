import { Entity } from '@backstage/catalog-model';
import {
  Alert,
  Button,
  Flex,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { LiveCard } from '../components/LiveCard';
import { describeProblem } from '../components/problems';
import { downstream } from './downstream';
import { RunActions } from './RunActions';
import { RunFacts } from './RunFacts';
import { RunGraph } from './RunGraph';
import { StartRunButton } from './StartRunButton';
import { StepPanel } from './StepPanel';
import { StepsTable } from './StepsTable';
import { nodesOf, stepViews } from './stepStates';
import { RunWithGraph, useRun } from './useRun';

const Steps = (props: {
  entity: Entity;
  detail: RunWithGraph;
  selected?: string;
  onSelect: (stepName: string) => void;
  onOpenRun: (runId: string) => void;
}) => {
  const { entity, detail, selected, onSelect, onOpenRun } = props;
  const { run, steps, graph, graphError } = detail;
  const [shape, setShape] = useState<'graph' | 'list'>('graph');
  const views = useMemo(
    () => stepViews(graph?.nodes ?? nodesOf(steps), steps, run.status),
    [graph, steps, run.status],
  );
  const view = views.find(({ node }) => node.name === selected);
  const problem = graphError && describeProblem(graphError);
  return (
    <Flex direction="column" gap="4">
      {problem && (
        <Alert
          status="info"
          icon
          title={`No graph. ${problem.title}`}
          description={`${problem.message} ${problem.nextStep}`}
        />
      )}
      {graph && (
        <ToggleButtonGroup
          aria-label="Steps as"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[shape]}
          onSelectionChange={keys =>
            setShape(keys.has('list') ? 'list' : 'graph')
          }
        >
          <ToggleButton id="graph">Graph</ToggleButton>
          <ToggleButton id="list">List</ToggleButton>
        </ToggleButtonGroup>
      )}
      {graph && shape === 'graph' ? (
        <RunGraph
          edges={graph.edges}
          views={views}
          selected={selected}
          onSelect={onSelect}
        />
      ) : (
        <StepsTable views={views} onSelect={onSelect} />
      )}
      {view && (
        <StepPanel
          key={view.node.name}
          entity={entity}
          runId={run.id}
          view={view}
          rerun={
            graph && (
              <StartRunButton
                entity={entity}
                label="Run again from here"
                earlier={run.parameters}
                selective={{
                  sourceRunId: run.id,
                  steps: downstream(graph, view.node.name),
                }}
                onStarted={onOpenRun}
              />
            )
          }
        />
      )}
    </Flex>
  );
};

/** One run: what is known of it, its steps as a graph or a list, and one step at a time. */
export const RunView = (props: {
  entity: Entity;
  runId: string;
  step?: string;
  onSelectStep: (stepName: string) => void;
  /** Opens another run; undefined leads back to the list. */
  onOpenRun: (runId: string | undefined) => void;
}) => {
  const { entity, runId, step, onSelectStep, onOpenRun } = props;
  const live = useRun(entity, runId);
  return (
    <Flex direction="column" gap="3">
      <div>
        <Button
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          onPress={() => onOpenRun(undefined)}
        >
          All runs
        </Button>
      </div>
      <LiveCard
        title={`Run ${live.data?.run.displayName ?? runId}`}
        what="the run"
        live={live}
      >
        {detail => (
          <Flex direction="column" gap="4">
            <Flex gap="2" style={{ flexWrap: 'wrap' }}>
              <RunActions
                entity={entity}
                run={detail.run}
                onChanged={live.reload}
              />
              <StartRunButton
                entity={entity}
                label="Run again"
                earlier={detail.run.parameters}
                onStarted={onOpenRun}
              />
            </Flex>
            <RunFacts
              run={detail.run}
              commit={detail.graph?.commit}
              repository={detail.graph?.repository}
            />
            <Steps
              entity={entity}
              detail={detail}
              selected={step}
              onSelect={onSelectStep}
              onOpenRun={onOpenRun}
            />
          </Flex>
        )}
      </LiveCard>
    </Flex>
  );
};
