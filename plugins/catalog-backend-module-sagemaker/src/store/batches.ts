/** Rows in one statement: SQLite takes few variables at a time. */
const BATCH = 100;

export function* batches<T>(items: T[], size = BATCH): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) {
    yield items.slice(i, i + size);
  }
}
