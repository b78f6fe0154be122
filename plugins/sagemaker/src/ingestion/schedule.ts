import type {
  IngestionListing,
  IngestionOverview,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DateTime } from 'luxon';
import { formatCount } from '../components/format';

/** Nobody should have to wait for a sweep to begin for longer than this. */
const OVERDUE_MS = 5 * 60 * 1000;

type Timed = Pick<IngestionListing, 'state' | 'nextRunAt'>;

/** Waits to be read, and its time has come. */
export function isDue(listing: Timed, now: number = Date.now()): boolean {
  const { state, nextRunAt } = listing;
  return (
    state !== 'running' &&
    nextRunAt !== undefined &&
    Date.parse(nextRunAt) <= now
  );
}

/** About to change without anybody's doing. */
export const isListingBusy = (listing: Timed) =>
  listing.state === 'running' || isDue(listing);

export const isOverviewBusy = (overview: IngestionOverview) =>
  overview.states.running > 0 || overview.items.some(one => isDue(one));

/** When a listing is read next: `in 4 minutes`, `due now`, `due since 3 minutes`. */
export function nextRunText(
  listing: Timed,
  now: DateTime = DateTime.now(),
): string {
  const { state, nextRunAt } = listing;
  if (state === 'running') return 'running';
  if (!nextRunAt) return 'never';
  const at = DateTime.fromISO(nextRunAt);
  const minutes = Math.floor(now.diff(at).as('minutes'));
  if (minutes < 0) return at.toRelative({ base: now }) ?? nextRunAt;
  return minutes === 0
    ? 'due now'
    : `due since ${formatCount(minutes, 'minute')}`;
}

/** What goes on at the moment; undefined when nothing does. */
export function progressText(
  overview: Pick<IngestionOverview, 'items' | 'states'>,
  now: number = Date.now(),
): string | undefined {
  const due = overview.items.filter(one => isDue(one, now)).length;
  const parts = [
    overview.states.running > 0 &&
      formatCount(
        overview.states.running,
        'listing is being read',
        'listings are being read',
      ),
    due > 0 && `${formatCount(due, 'listing')} on this page due`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : undefined;
}

/** Listings are due, none is being read, and one has waited for too long. */
export function isStuck(
  overview: Pick<IngestionOverview, 'items' | 'states'>,
  now: number = Date.now(),
): boolean {
  return (
    overview.states.running === 0 &&
    overview.items.some(one => isDue(one, now - OVERDUE_MS))
  );
}
