import type { RunGraphEdge } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { StepView } from './stepStates';

/** How many steps stand above each other at most, when each stands right of all it follows. */
export function breadth(
  views: Pick<StepView, 'node'>[],
  edges: RunGraphEdge[],
): number {
  const before = new Map<string, string[]>();
  edges.forEach(({ from, to }) =>
    before.set(to, [...(before.get(to) ?? []), from]),
  );
  const ranks = new Map<string, number>();
  const rankOf = (name: string): number => {
    const known = ranks.get(name);
    if (known !== undefined) return known;
    // Also ends a circle, which a definition cannot have.
    ranks.set(name, 0);
    const rank = Math.max(-1, ...(before.get(name) ?? []).map(rankOf)) + 1;
    ranks.set(name, rank);
    return rank;
  };
  const counts = new Map<number, number>();
  views.forEach(({ node }) => {
    const rank = rankOf(node.name);
    counts.set(rank, (counts.get(rank) ?? 0) + 1);
  });
  return Math.max(1, ...counts.values());
}
