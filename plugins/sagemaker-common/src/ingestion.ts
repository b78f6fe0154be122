/** What ingestion lists; each type in each target is one listing, account sets are one altogether. */
export const INGESTION_TYPES = [
  'account-set',
  'project',
  'model-group',
  'shared-model-group',
  'pipeline',
  'endpoint',
] as const;
export type IngestionType = (typeof INGESTION_TYPES)[number];

/**
 * - `never`: not read yet
 * - `running`: being read now
 * - `ok`: the last reading is in the catalog, whole
 * - `partial`: so are the resources that could be understood; some were skipped
 * - `held-back`: so is all but removals, which wait for a second reading
 * - `failed`: the last reading failed, the entities are as they were
 * - `retired`: the target is no longer read, its entities stay
 */
export const LISTING_STATES = [
  'never',
  'running',
  'ok',
  'partial',
  'held-back',
  'failed',
  'retired',
] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** What the last reading of a listing came to. */
export interface IngestionCounts {
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
  /** Resources that could not become an entity. */
  skipped: number;
  /** Entities whose removal waits for a second reading. */
  heldBack: number;
}

/** How one listing stands. */
export interface IngestionListing extends IngestionCounts {
  /** `210000000002/eu-west-1/model-group`, or `account-sets`. */
  id: string;
  type: IngestionType;
  state: ListingState;
  /** Undefined for account sets. */
  accountId?: string;
  region?: string;
  /** Name of the account set that the account belongs to. */
  accountSet?: string;
  /** ISO 8601. */
  finishedAt?: string;
  /** ISO 8601; of an earlier reading when the last one failed. */
  succeededAt?: string;
  /** ISO 8601; undefined for a retired listing. */
  nextRunAt?: string;
  durationMs?: number;
  /** Why the last reading failed. */
  error?: string;
}

/** One listing with its particulars. */
export interface IngestionListingDetails extends IngestionListing {
  /** Resources that could not become an entity, with the reason. */
  skippedResources: { id: string; reason: string }[];
  /** ARNs, or names of account sets, of the removals that wait. */
  heldBackResources: string[];
}

/** An owner that entities name and the catalog does not have. */
export interface UnknownOwner {
  entityRef: string;
  /** How many entities name it. */
  entities: number;
}

/** A page of listings, with the totals of all that match. */
export interface IngestionOverview {
  items: IngestionListing[];
  totalItems: number;
  /** Number of listings of each state, whatever the filter. */
  states: Record<ListingState, number>;
  /** Entities in the catalog, of all listings. */
  entities: number;
  /** ISO 8601; the oldest last success of the listings that are not retired, undefined while one never succeeded. */
  completeSince?: string;
  unknownOwners: UnknownOwner[];
}
