import { ListingOutcome } from '../store/IngestionStatus';

/** One line with the totals of a sweep, for the log. */
export function describeSweep(
  outcomes: ListingOutcome[],
  durationMs: number,
): string {
  const total = (count: (outcome: ListingOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + count(outcome), 0);
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  return [
    `Swept ${outcomes.length} listings in ${(durationMs / 1000).toFixed(1)} s:`,
    `${total(o => o.found)} found,`,
    `${total(o => o.added)} added,`,
    `${total(o => o.changed)} changed,`,
    `${total(o => o.removed)} removed,`,
    `${total(o => o.skipped.length)} skipped,`,
    `${total(o => o.heldBack.length)} removals held back,`,
    `${failed} listings failed`,
  ].join(' ');
}

/** What an operator has not been told about a listing yet. */
export function describeNews(
  outcome: ListingOutcome,
  before: ListingOutcome | undefined,
): string[] {
  const { listing, error } = outcome;
  if (error !== undefined) {
    return error === before?.error
      ? []
      : [`Listing ${listing} failed, its entities stay as they are: ${error}`];
  }
  const skippedBefore = new Set(before?.skipped.map(({ id }) => id));
  const news = outcome.skipped
    .filter(({ id }) => !skippedBefore.has(id))
    .map(({ id, reason }) => `Listing ${listing} skipped ${id}: ${reason}`);
  if (outcome.heldBack.length > 0) {
    news.push(
      `Listing ${listing} lacks ${outcome.heldBack.length} resources at once; their entities are removed when the next sweep finds them missing too`,
    );
  }
  return news;
}
