import { ListingFindings, ListingOutcome, NO_FINDINGS } from '../store/outcome';

/** One line with the totals of a sweep, for the log. */
export function describeSweep(
  swept: { outcome: ListingOutcome }[],
  durationMs: number,
): string {
  const total = (count: (outcome: ListingOutcome) => number) =>
    swept.reduce((sum, { outcome }) => sum + count(outcome), 0);
  return [
    `Swept ${swept.length} listings in ${(durationMs / 1000).toFixed(1)} s:`,
    `${total(o => o.calls)} calls,`,
    `${total(o => o.found)} found,`,
    `${total(o => o.added)} added,`,
    `${total(o => o.changed)} changed,`,
    `${total(o => o.removed)} removed,`,
    `${total(o => o.skipped)} skipped,`,
    `${total(o => o.heldBack)} removals held back,`,
    `${total(o => (o.error ? 1 : 0))} listings failed`,
  ].join(' ');
}

/** What an operator has not been told about a listing yet. */
export function describeNews(
  listing: string,
  now: { outcome: ListingOutcome; findings?: ListingFindings },
  outcomeBefore: ListingOutcome | undefined,
  findingsBefore: ListingFindings,
): string[] {
  const { error } = now.outcome;
  if (error !== undefined) {
    return error === outcomeBefore?.error
      ? []
      : [`Listing ${listing} failed, its entities stay as they are: ${error}`];
  }
  const { skipped, heldBack } = now.findings ?? NO_FINDINGS;
  const skippedBefore = new Set(findingsBefore.skipped.map(({ id }) => id));
  const news = skipped
    .filter(({ id }) => !skippedBefore.has(id))
    .map(({ id, reason }) => `Listing ${listing} skipped ${id}: ${reason}`);
  if (heldBack.length > 0) {
    news.push(
      `Listing ${listing} lacks ${heldBack.length} resources at once; their entities are removed when the next sweep finds them missing too`,
    );
  }
  return news;
}
