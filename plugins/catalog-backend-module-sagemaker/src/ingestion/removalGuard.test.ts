import { heldBack } from './removalGuard';

const sources = (count: number) =>
  Array.from({ length: count }, (_, i) => `arn-${i}`);

it.each([
  // known, found, missing, held before, limit, held now
  [10, 10, 0, 0, 30, 0],
  [10, 8, 2, 0, 30, 0],
  [3, 1, 2, 0, 0, 0],
  [10, 7, 3, 0, 30, 0],
  [10, 6, 4, 0, 30, 4],
  [10, 6, 4, 4, 30, 0],
  [10, 4, 6, 4, 30, 0],
  [10, 1, 9, 4, 30, 5],
  [1000, 700, 300, 0, 30, 0],
  [1000, 699, 301, 0, 30, 301],
  [1000, 997, 3, 0, 0, 3],
  [1000, 1, 999, 0, 100, 0],
  [1, 0, 1, 0, 100, 1],
  [1, 0, 1, 1, 100, 0],
  [500, 0, 500, 0, 100, 500],
  [500, 0, 500, 500, 100, 0],
])(
  '%i known, %i found, %i missing, %i held before, limit %i%% -> %i held',
  (known, found, missing, before, limitPercent, held) => {
    const result = heldBack({
      known,
      found,
      missing: sources(missing),
      heldBefore: sources(before),
      limitPercent,
    });
    expect(result).toEqual(held === 0 ? [] : sources(missing).slice(-held));
  },
);
