import type { RunGraph } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/**
 * A step with everything that follows from it, in the order of the definition:
 * what a selective execution from that step has to run anew.
 */
export function downstream(graph: RunGraph, stepName: string): string[] {
  const followers = new Map<string, string[]>();
  graph.edges.forEach(({ from, to }) =>
    followers.set(from, [...(followers.get(from) ?? []), to]),
  );
  const found = new Set([stepName]);
  for (const name of found) {
    followers.get(name)?.forEach(next => found.add(next));
  }
  return graph.nodes.map(({ name }) => name).filter(name => found.has(name));
}
