import type {
  IngestionListing,
  IngestionType,
  ListingState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { formatCount, formatLength } from '../components/format';
import { StatusLook } from '../components/statuses';

interface StateWords extends StatusLook {
  /** What it means, and what a platform owner does about it. */
  meaning: string;
}

/** Every state in words; what needs a person comes first. */
export const STATES: Record<ListingState, StateWords> = {
  failed: {
    tone: 'danger',
    label: 'Failed',
    meaning:
      'The last reading failed. The entities stay as they were, and it is tried again by itself; the details say what to do.',
  },
  'held-back': {
    tone: 'warning',
    label: 'Held back',
    meaning:
      'Many resources were missing at once. Their entities stay until a second reading finds them missing too; everything else is in the catalog.',
  },
  partial: {
    tone: 'warning',
    label: 'Partly skipped',
    meaning:
      'Some resources could not become an entity and were skipped, each with its reason in the details. All others are in the catalog.',
  },
  never: {
    tone: 'neutral',
    label: 'Not read yet',
    meaning: 'Waits for its first reading.',
  },
  running: {
    tone: 'progress',
    label: 'Running',
    meaning: 'Is being read from AWS now.',
  },
  ok: {
    tone: 'success',
    label: 'OK',
    meaning: 'The last reading is in the catalog, whole.',
  },
  retired: {
    tone: 'neutral',
    label: 'Retired',
    meaning:
      'Its account or region belongs to no active account set any more. It is no longer read, and its entities stay.',
  },
};

/** What is listed, as the heading of a listing. */
export const TYPES: Record<IngestionType, string> = {
  'account-set': 'Account sets',
  project: 'Use cases',
  'model-group': 'Model groups',
  'shared-model-group': 'Shared model groups',
  pipeline: 'Pipelines',
  endpoint: 'Endpoints',
};

export const isListingState = (value: string): value is ListingState =>
  Object.hasOwn(STATES, value);

export const isIngestionType = (value: string): value is IngestionType =>
  Object.hasOwn(TYPES, value);

/** Where a listing reads: the account set, or the account where it is in none. */
export function listingPlace(
  listing: Pick<IngestionListing, 'accountSet' | 'accountId' | 'region'>,
): { title: string; note: string } {
  const { accountSet, accountId, region } = listing;
  if (!accountId) {
    return { title: 'All', note: 'Of table, configuration and catalog' };
  }
  const target = [accountId, region].filter(Boolean).join(', ');
  return accountSet
    ? { title: accountSet, note: target }
    : { title: target, note: 'In no account set' };
}

/** `Model groups of credit-risk, 210000000002, eu-west-1`. */
export function listingName(listing: IngestionListing): string {
  const { accountSet, accountId, region } = listing;
  const place = [accountSet, accountId, region].filter(Boolean).join(', ');
  return place ? `${TYPES[listing.type]} of ${place}` : TYPES[listing.type];
}

/** The state of one listing in a few words, below its label. */
export function stateNote(listing: IngestionListing): string {
  switch (listing.state) {
    case 'failed':
      return listing.error ?? '';
    case 'held-back':
      return `${formatCount(
        listing.heldBack,
        'removal waits',
        'removals wait',
      )} for a second reading`;
    case 'partial':
      return `${formatCount(listing.skipped, 'resource')} skipped`;
    case 'never':
      return 'Waits for its first reading';
    case 'running':
      return 'Being read now';
    case 'retired':
      return 'No longer read, its entities stay';
    default:
      return 'In the catalog, whole';
  }
}

/** `3 added, 1 changed`, or `none`. */
export function changesOf(
  listing: Pick<IngestionListing, 'added' | 'changed' | 'removed'>,
): string {
  const { added, changed, removed } = listing;
  return (
    sum([
      [added, 'added'],
      [changed, 'changed'],
      [removed, 'removed'],
    ]) ?? 'none'
  );
}

/** `3 skipped, 12 held back`; undefined when nothing is. */
export function leftOutOf(
  listing: Pick<IngestionListing, 'skipped' | 'heldBack'>,
): string | undefined {
  return sum([
    [listing.skipped, 'skipped'],
    [listing.heldBack, 'held back'],
  ]);
}

/** `took 2 s, 12 calls, 5 throttled`; undefined before the first reading. */
export function costOf(
  listing: Pick<IngestionListing, 'durationMs' | 'calls' | 'throttles'>,
): string | undefined {
  const { durationMs, calls, throttles } = listing;
  return durationMs === undefined
    ? undefined
    : [
        `took ${formatLength(durationMs)}`,
        formatCount(calls, 'call', 'calls'),
        sum([[throttles, 'throttled']]),
      ]
        .filter(part => part !== undefined)
        .join(', ');
}

function sum(parts: [number, string][]): string | undefined {
  const some = parts.filter(([count]) => count > 0);
  return some.length === 0
    ? undefined
    : some
        .map(([count, word]) => `${count.toLocaleString()} ${word}`)
        .join(', ');
}
