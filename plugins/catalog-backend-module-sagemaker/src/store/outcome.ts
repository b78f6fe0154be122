import { IngestionCounts } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** How a reading of a listing ended. */
export interface ListingOutcome extends IngestionCounts {
  /** ISO 8601. */
  finishedAt: string;
  /** ISO 8601; of an earlier reading when the last one failed. */
  succeededAt?: string;
  durationMs: number;
  /** Why it failed; undefined when it succeeded. */
  error?: string;
  /** Readings that failed in a row. */
  failures: number;
}

/** What an outcome counts, one by one. */
export interface ListingFindings {
  /** Resources that could not become an entity, and why. */
  skipped: { id: string; reason: string }[];
  /** Sources whose removal waits for a second reading to find them missing too. */
  heldBack: string[];
}

export const NO_FINDINGS: ListingFindings = { skipped: [], heldBack: [] };

/** Of a listing that was never read. */
export const NO_COUNTS: IngestionCounts = {
  calls: 0,
  throttles: 0,
  found: 0,
  entities: 0,
  added: 0,
  changed: 0,
  removed: 0,
  skipped: 0,
  heldBack: 0,
};
