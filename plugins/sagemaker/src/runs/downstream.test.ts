import type { RunGraph } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { downstream } from './downstream';

const graph: RunGraph = {
  nodes: ['Prepare', 'Train', 'Other', 'Evaluate', 'Register'].map(name => ({
    name,
    type: 'Processing',
  })),
  edges: [
    { from: 'Prepare', to: 'Train', kind: 'data' },
    { from: 'Train', to: 'Evaluate', kind: 'depends' },
    { from: 'Prepare', to: 'Evaluate', kind: 'data' },
    { from: 'Evaluate', to: 'Register', kind: 'if' },
  ],
};

it.each([
  ['Prepare', ['Prepare', 'Train', 'Evaluate', 'Register']],
  ['Train', ['Train', 'Evaluate', 'Register']],
  ['Other', ['Other']],
  ['Register', ['Register']],
])('what follows from %s', (step, steps) => {
  expect(downstream(graph, step)).toEqual(steps);
});
