import type { RunGraphEdge } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { breadth } from './breadth';

const views = (...names: string[]) =>
  names.map(name => ({ node: { name, type: 'Processing' } }));
const edge = (from: string, to: string): RunGraphEdge => ({
  from,
  to,
  kind: 'data',
});

it.each<[string, ReturnType<typeof views>, RunGraphEdge[], number]>([
  ['nothing', [], [], 1],
  ['a chain', views('a', 'b', 'c'), [edge('a', 'b'), edge('b', 'c')], 1],
  [
    'two branches',
    views('a', 'b', 'c', 'd'),
    [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')],
    2,
  ],
  ['steps without an order', views('a', 'b', 'c'), [], 3],
  ['a circle', views('a', 'b'), [edge('a', 'b'), edge('b', 'a')], 1],
])('of %s', (_, nodes, edges, expected) => {
  expect(breadth(nodes, edges)).toBe(expected);
});
