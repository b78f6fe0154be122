import { ServiceUnavailableError } from '@backstage/errors';

// AWS may answer a page without anything new, but not time and again.
const MAX_IDLE_PAGES = 10;

/**
 * All pages of a listing, without what an earlier page has shown already:
 * pages of a live listing may shift under the walk. Ends in an error instead
 * of walking in circles.
 *
 * @param options.what - names the listing in the error
 * @param options.fetch - one page, from the given cursor on
 * @param options.idOf - tells items apart; an item without an id is never left out
 */
export async function* paginate<T, Cursor = string>(options: {
  what: string;
  fetch: (cursor?: Cursor) => Promise<{ items: T[]; next?: Cursor }>;
  idOf: (item: T) => string | undefined;
}): AsyncGenerator<T[], void> {
  const { what, fetch, idOf } = options;
  const seen = new Set<string>();
  const cursors = new Set<string>();
  let idlePages = 0;
  let cursor: Cursor | undefined;
  do {
    const page = await fetch(cursor);
    const known = seen.size;
    yield page.items.filter(item => {
      const id = idOf(item);
      if (id === undefined) {
        return true;
      }
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    });
    idlePages = seen.size === known ? idlePages + 1 : 0;
    cursor = page.next;
    if (cursor !== undefined) {
      const key = JSON.stringify(cursor);
      if (cursors.has(key) || idlePages >= MAX_IDLE_PAGES) {
        throw new ServiceUnavailableError(
          `AWS repeats itself while listing ${what}: the listing has no end after ${cursors.size} pages; try again`,
        );
      }
      cursors.add(key);
    }
  } while (cursor !== undefined);
}

/** All items of a listing that is known to be short. */
export async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) {
    all.push(...page);
  }
  return all;
}
