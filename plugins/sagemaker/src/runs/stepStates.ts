import type {
  PipelineRun,
  RunGraphNode,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { StatusLook, statusLook } from '../components/statuses';

/** A step of the definition with what the run has made of it so far. */
export interface StepView {
  node: RunGraphNode;
  /** Undefined until AWS has begun it. */
  step?: RunStep;
  look: StatusLook;
  /** On the way that a condition did not take. */
  skipped: boolean;
}

const WAITING: StatusLook = { tone: 'neutral', label: 'Waiting' };
const SKIPPED: StatusLook = { tone: 'neutral', label: 'Skipped' };
const NOT_RUN: StatusLook = { tone: 'neutral', label: 'Not run' };

/** SageMaker's outcome of a condition, and the branch that it opens. */
const BRANCH_OF_OUTCOME: Record<string, 'if' | 'else' | undefined> = {
  True: 'if',
  False: 'else',
};

/**
 * What every step of a definition has come to. A step that AWS does not list waits
 * while the run goes on; it is skipped once a condition around it went the other way.
 */
export function stepViews(
  nodes: RunGraphNode[],
  steps: RunStep[],
  runStatus: PipelineRun['status'],
): StepView[] {
  const stepOf = new Map(steps.map(step => [step.name, step]));
  const nodeOf = new Map(nodes.map(node => [node.name, node]));
  const goesOn = runStatus === 'Executing' || runStatus === 'Stopping';

  const isSkipped = (node: RunGraphNode): boolean => {
    if (!node.within) return false;
    const { condition, branch } = node.within;
    const taken = BRANCH_OF_OUTCOME[stepOf.get(condition)?.outcome ?? ''];
    const around = nodeOf.get(condition);
    return (
      (taken !== undefined && taken !== branch) ||
      (around !== undefined && isSkipped(around))
    );
  };

  return nodes.map(node => {
    const step = stepOf.get(node.name);
    if (step) {
      return { node, step, look: statusLook(step.status), skipped: false };
    }
    const skipped = isSkipped(node);
    const notBegun = goesOn ? WAITING : NOT_RUN;
    return { node, look: skipped ? SKIPPED : notBegun, skipped };
  });
}

/** Where no definition can be read, the steps that have begun stand for it. */
export function nodesOf(steps: RunStep[]): RunGraphNode[] {
  return steps.map(({ name, type = 'Step' }) => ({ name, type }));
}
