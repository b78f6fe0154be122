import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import type { RunGraph as Graph } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useMemo } from 'react';
import { breadth } from './breadth';
import { StepNode, StepNodeData } from './StepNode';
import { StepView } from './stepStates';

const NODE_SPACE = 80;
/** Narrower screens scroll: smaller, nobody could read the names. */
const MIN_WIDTH = 640;
const MIN_HEIGHT = 160;
const MAX_HEIGHT = 480;

/**
 * The steps of a run as a graph, left to right, with the ways that its conditions
 * took. Zooms with the wheel once it was clicked, so that the page still scrolls.
 */
export const RunGraph = (props: {
  edges: Graph['edges'];
  views: StepView[];
  selected?: string;
  onSelect: (stepName: string) => void;
}) => {
  const { edges, views, selected, onSelect } = props;
  const nodes = useMemo(
    () =>
      views.map(view => ({
        id: view.node.name,
        view,
        isSelected: view.node.name === selected,
        onSelect,
      })),
    [views, selected, onSelect],
  );
  const drawn = useMemo(
    () =>
      edges.map(({ from, to, kind }) => ({
        from,
        to,
        label: kind === 'if' || kind === 'else' ? kind : undefined,
      })),
    [edges],
  );
  const height = Math.min(
    MAX_HEIGHT,
    Math.max(MIN_HEIGHT, breadth(views, edges) * NODE_SPACE),
  );
  return (
    <div
      role="group"
      aria-label="Graph of the steps"
      style={{ overflowX: 'auto' }}
    >
      <DependencyGraph<StepNodeData, {}>
        nodes={nodes}
        edges={drawn}
        direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
        rankMargin={56}
        nodeMargin={16}
        renderNode={({ node }) => <StepNode {...node} />}
        renderLabel={({ edge: { label } }) =>
          label ? <text fill="var(--bui-fg-secondary)">{label}</text> : null
        }
        zoom="enable-on-click"
        fit="contain"
        style={{ width: '100%', minWidth: MIN_WIDTH, height }}
      />
    </div>
  );
};
