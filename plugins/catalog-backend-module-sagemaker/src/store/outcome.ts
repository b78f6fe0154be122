/** How a reading of a listing ended. */
export interface ListingOutcome {
  /** ISO 8601. */
  finishedAt: string;
  /** ISO 8601; of an earlier reading when the last one failed. */
  succeededAt?: string;
  durationMs: number;
  /** Requests to AWS, retries included, and how many of them were throttled. */
  calls: number;
  throttles: number;
  /** Resources that AWS answered. */
  found: number;
  /** Entities that the catalog has of it. */
  entities: number;
  added: number;
  changed: number;
  removed: number;
  skipped: number;
  heldBack: number;
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
