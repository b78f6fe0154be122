import { KnownEntity } from '../store/KnownEntities';
import { ReadEntity, Reading } from './reading';

/** What has to happen for the catalog to say what the listing says. */
export interface Diff {
  added: ReadEntity[];
  changed: ReadEntity[];
  /** Not in the answer any more. */
  missing: KnownEntity[];
  /** What changed resources had under another name. */
  replaced: KnownEntity[];
  /** Sources of resources that an event had already found gone. */
  forgotten: string[];
  /** How many entities the listing has in the catalog. */
  known: number;
}

/**
 * Compares a listing with what was written before. What an event read at or after
 * `eventsSince` is left alone: that answer is newer than the listing's.
 */
export function diff(
  known: KnownEntity[],
  reading: Reading,
  eventsSince: number,
): Diff {
  const result: Diff = {
    added: [],
    changed: [],
    missing: [],
    replaced: [],
    forgotten: [],
    known: known.filter(({ hash }) => hash !== null).length,
  };
  const bySource = new Map(known.map(entity => [entity.source, entity]));
  const readSources = new Set(reading.entities.map(({ source }) => source));
  const isNewer = ({ eventAt }: KnownEntity) =>
    eventAt !== null && eventAt >= eventsSince;

  for (const read of reading.entities) {
    const before = bySource.get(read.source);
    if (!before || (before.hash === null && !isNewer(before))) {
      result.added.push(read);
    } else if (before.hash !== read.hash && !isNewer(before)) {
      result.changed.push(read);
      if (before.entityRef !== read.entityRef) {
        result.replaced.push(before);
      }
    }
  }
  for (const entity of known) {
    if (readSources.has(entity.source) || isNewer(entity)) {
      continue;
    }
    if (entity.hash === null) {
      result.forgotten.push(entity.source);
    } else if (!isSkipped(entity.source, reading)) {
      result.missing.push(entity);
    }
  }
  return result;
}

/** A record that could not be understood is there all the same. */
function isSkipped(source: string, reading: Reading): boolean {
  return reading.skipped.some(
    ({ id }) =>
      source === id || source.endsWith(`/${id}`) || source.endsWith(`:${id}`),
  );
}
