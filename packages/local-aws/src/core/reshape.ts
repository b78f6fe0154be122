/** How the answer of a list operation can be wrong although it says 200. */
export const RESHAPES = ['empty', 'shortPage', 'repeatPage'] as const;
export type Reshape = (typeof RESHAPES)[number];

function mapLists(output: object, map: (list: unknown[]) => unknown[]) {
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => [
      name,
      Array.isArray(value) ? map(value) : value,
    ]),
  );
}

/**
 * Spoils an answer with lists and a `NextToken`. `empty` and `shortPage` end the
 * listing there, with nothing or with half of the page. `repeatPage` hands out
 * the token that was asked with, so that the page comes again; a first page,
 * which is asked for without one, stays as it is.
 */
export function reshape(kind: Reshape, input: object, output: object): object {
  if (kind === 'repeatPage') {
    return 'NextToken' in input && input.NextToken
      ? { ...output, NextToken: input.NextToken }
      : output;
  }
  const keep = kind === 'empty' ? 0 : 0.5;
  return {
    ...mapLists(output, list => list.slice(0, Math.floor(list.length * keep))),
    NextToken: undefined,
  };
}
