import { IngestionType } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { KnownListing } from '../store/Listings';

/**
 * When, in epoch milliseconds, the listing of each type that waits longest was last
 * read. A type of which one was never read is left out: it has no age.
 */
export function oldestSuccesses(
  listings: Pick<KnownListing, 'type' | 'retired' | 'outcome'>[],
): Map<IngestionType, number> {
  const oldest = new Map<IngestionType, number>();
  for (const { type, retired, outcome } of listings) {
    if (!retired) {
      const at = outcome?.succeededAt
        ? Date.parse(outcome.succeededAt)
        : -Infinity;
      oldest.set(type, Math.min(oldest.get(type) ?? Infinity, at));
    }
  }
  return new Map([...oldest].filter(([, at]) => Number.isFinite(at)));
}
