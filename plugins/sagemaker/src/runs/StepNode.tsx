import { StatusLabel } from '../components/StatusLabel';
import { StepView } from './stepStates';

const WIDTH = 200;
const HEIGHT = 64;

export interface StepNodeData {
  view: StepView;
  isSelected: boolean;
  onSelect: (stepName: string) => void;
}

/**
 * A step in the graph. HTML inside SVG: the button brings focus, keyboard and
 * theme with it, and of a fixed size nothing has to be measured.
 */
export const StepNode = ({ view, isSelected, onSelect }: StepNodeData) => {
  const { node, look, skipped } = view;
  return (
    <foreignObject width={WIDTH} height={HEIGHT}>
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={`Step ${node.name}, ${node.type}, ${look.label}`}
        onClick={() => onSelect(node.name)}
        style={{
          width: '100%',
          height: '100%',
          boxSizing: 'border-box',
          padding: '8px 12px',
          textAlign: 'left',
          cursor: 'pointer',
          font: 'inherit',
          color: 'var(--bui-fg-primary)',
          background: 'var(--bui-bg-neutral-1)',
          border: `${isSelected ? 2 : 1}px ${skipped ? 'dashed' : 'solid'} ${
            isSelected ? 'var(--bui-fg-primary)' : 'var(--bui-border-2)'
          }`,
          borderRadius: 'var(--bui-radius-2)',
        }}
      >
        <span
          title={node.name}
          style={{
            display: 'block',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
            fontWeight: 600,
          }}
        >
          {node.displayName ?? node.name}
        </span>
        <StatusLabel look={look} />
      </button>
    </foreignObject>
  );
};
