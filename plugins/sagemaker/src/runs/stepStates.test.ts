import type {
  PipelineRun,
  RunGraphNode,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { nodesOf, stepViews } from './stepStates';

const within = (condition: string, branch: 'if' | 'else') => ({
  condition,
  branch,
});
const NODES: RunGraphNode[] = [
  { name: 'Train', type: 'Training' },
  { name: 'Check', type: 'Condition' },
  { name: 'Register', type: 'RegisterModel', within: within('Check', 'if') },
  { name: 'Fail', type: 'Fail', within: within('Check', 'else') },
  { name: 'Bias', type: 'Condition', within: within('Check', 'if') },
  { name: 'Alarm', type: 'Lambda', within: within('Bias', 'else') },
];
const ended = (name: string, over: Partial<RunStep> = {}): RunStep => ({
  name,
  status: 'Succeeded',
  ...over,
});

const labels = (steps: RunStep[], status: PipelineRun['status']) =>
  Object.fromEntries(
    stepViews(NODES, steps, status).map(({ node, look }) => [
      node.name,
      look.label,
    ]),
  );

describe('what the steps of a run have come to', () => {
  it('wait while the run goes on', () => {
    expect(
      labels([ended('Train', { status: 'Executing' })], 'Executing'),
    ).toEqual({
      Train: 'Running',
      Check: 'Waiting',
      Register: 'Waiting',
      Fail: 'Waiting',
      Bias: 'Waiting',
      Alarm: 'Waiting',
    });
  });

  it('are skipped on the way that a condition did not take', () => {
    expect(
      labels(
        [ended('Train'), ended('Check', { outcome: 'True' })],
        'Executing',
      ),
    ).toMatchObject({ Register: 'Waiting', Fail: 'Skipped', Alarm: 'Waiting' });
  });

  it('are skipped within a condition that is skipped itself', () => {
    expect(
      labels(
        [ended('Train'), ended('Check', { outcome: 'False' })],
        'Succeeded',
      ),
    ).toMatchObject({
      Register: 'Skipped',
      Fail: 'Not run',
      Bias: 'Skipped',
      Alarm: 'Skipped',
    });
  });

  it.each<PipelineRun['status']>(['Failed', 'Stopped'])(
    'were not run when the run had %s before',
    status => {
      expect(
        labels([ended('Train', { status: 'Failed' })], status),
      ).toMatchObject({ Train: 'Failed', Check: 'Not run', Fail: 'Not run' });
    },
  );

  it('stand for the definition where there is none', () => {
    const steps = [ended('Train', { type: 'Training' }), ended('Notify')];
    expect(nodesOf(steps)).toEqual([
      { name: 'Train', type: 'Training' },
      { name: 'Notify', type: 'Step' },
    ]);
  });
});
