import {
  IngestionListing,
  IngestionOverview,
  IngestionType,
  ListingState,
  UnknownOwner,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { KnownListing } from '../store/Listings';
import { NO_COUNTS } from '../store/outcome';
import { oldestSuccesses } from './oldestSuccesses';

/** Which listings to show. */
export interface OverviewQuery {
  /** Any when empty. */
  states: ListingState[];
  /** Any when empty. */
  types: IngestionType[];
  /** Part of an account id, a region or the name of an account set, without case. */
  search: string;
  limit: number;
  offset: number;
}

/** What needs a person comes first. */
const URGENCY: ListingState[] = [
  'failed',
  'held-back',
  'partial',
  'never',
  'running',
  'ok',
  'retired',
];

function stateOf(
  listing: KnownListing,
  runningNotBefore: number,
): ListingState {
  const { outcome, retired, runningSince } = listing;
  if (retired) {
    return 'retired';
  }
  if (runningSince !== undefined && runningSince >= runningNotBefore) {
    return 'running';
  }
  if (!outcome) {
    return 'never';
  }
  if (outcome.error !== undefined) {
    return 'failed';
  }
  if (outcome.heldBack > 0) {
    return 'held-back';
  }
  return outcome.skipped > 0 ? 'partial' : 'ok';
}

/** @param runningNotBefore - epoch milliseconds; what began earlier was killed */
export function toIngestionListing(
  listing: KnownListing,
  runningNotBefore: number,
): IngestionListing {
  const { id, type, accountId, region, accountSet, nextRunAt } = listing;
  const { failures, ...outcome } = listing.outcome ?? {
    ...NO_COUNTS,
    failures: 0,
  };
  return {
    id,
    type,
    state: stateOf(listing, runningNotBefore),
    accountId,
    region,
    accountSet,
    nextRunAt: listing.retired
      ? undefined
      : new Date(nextRunAt || Date.now()).toISOString(),
    ...outcome,
  };
}

export function ingestionOverview(options: {
  listings: KnownListing[];
  unknownOwners: UnknownOwner[];
  runningNotBefore: number;
  query: OverviewQuery;
}): IngestionOverview {
  const { listings, unknownOwners, runningNotBefore, query } = options;
  const all = listings.map(one => toIngestionListing(one, runningNotBefore));
  const search = query.search.toLowerCase();
  const matching = all
    .filter(
      ({ state, type, accountId, region, accountSet }) =>
        (query.states.length === 0 || query.states.includes(state)) &&
        (query.types.length === 0 || query.types.includes(type)) &&
        [accountId, region, accountSet].some(text =>
          (text ?? '').toLowerCase().includes(search),
        ),
    )
    .sort(
      (a, b) =>
        URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) ||
        (a.id < b.id ? -1 : 1),
    );
  return {
    items: matching.slice(query.offset, query.offset + query.limit),
    totalItems: matching.length,
    states: countStates(all),
    entities: all.reduce((sum, { entities }) => sum + entities, 0),
    completeSince: completeSince(listings),
    unknownOwners,
  };
}

function countStates(all: IngestionListing[]): Record<ListingState, number> {
  const states: Record<ListingState, number> = {
    never: 0,
    running: 0,
    ok: 0,
    partial: 0,
    'held-back': 0,
    failed: 0,
    retired: 0,
  };
  all.forEach(({ state }) => states[state]++);
  return states;
}

function completeSince(listings: KnownListing[]): string | undefined {
  const read = listings.filter(({ retired }) => !retired);
  if (
    read.length === 0 ||
    read.some(({ outcome }) => outcome?.succeededAt === undefined)
  ) {
    return undefined;
  }
  return new Date(Math.min(...oldestSuccesses(read).values())).toISOString();
}
