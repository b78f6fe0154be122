import { isError } from '@backstage/errors';
import { Skipped } from '../readers';

/** Maps what can be understood and reports the rest, so that one bad record hides no other. */
export function mapEach<From, To>(
  records: From[],
  map: (record: From) => To,
  idOf: (record: From) => string | undefined,
): { items: To[]; skipped: Skipped[] } {
  const items: To[] = [];
  const skipped: Skipped[] = [];
  for (const record of records) {
    try {
      items.push(map(record));
    } catch (error) {
      skipped.push({
        id: idOf(record) ?? 'a record without ARN',
        reason: isError(error) ? error.message : String(error),
      });
    }
  }
  return { items, skipped };
}
