import type {
  IngestionOverview,
  ListingState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DateTime } from 'luxon';
import { listing } from '../__testUtils__/FakeIngestionApi';
import { isDue, isStuck, nextRunText, progressText } from './schedule';

const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

const of = (
  running: number,
  ...items: { state: ListingState; nextRunAt?: string }[]
): Pick<IngestionOverview, 'items' | 'states'> => ({
  items: items.map(listing),
  states: {
    never: 0,
    running,
    ok: 0,
    partial: 0,
    'held-back': 0,
    failed: 0,
    retired: 0,
  },
});

describe('the schedule of a listing', () => {
  it.each<[ListingState, number | undefined, boolean, string]>([
    ['ok', 4, false, 'in 4 minutes'],
    ['ok', 0, true, 'due now'],
    ['failed', -1, true, 'due since 1 minute'],
    ['never', -12, true, 'due since 12 minutes'],
    ['running', -1, false, 'running'],
    ['retired', undefined, false, 'never'],
  ])('of state %s in %p minutes', (state, minutes, due, words) => {
    const nextRunAt = minutes === undefined ? undefined : at(minutes);
    const one = { state, nextRunAt };
    expect(isDue(one, NOW)).toBe(due);
    expect(nextRunText(one, DateTime.fromMillis(NOW))).toBe(words);
  });
});

describe('what goes on', () => {
  const due = { state: 'ok', nextRunAt: at(-1) } as const;
  const longDue = { state: 'ok', nextRunAt: at(-6) } as const;
  const later = { state: 'ok', nextRunAt: at(1) } as const;

  it.each([
    ['nothing', of(0, later), undefined, false],
    ['one runs', of(1, later), '1 listing is being read.', false],
    [
      'one runs, two wait',
      of(1, due, due),
      '1 listing is being read, 2 listings on this page due.',
      false,
    ],
    ['one waits', of(0, due), '1 listing on this page due.', false],
    ['nobody comes', of(0, longDue), '1 listing on this page due.', true],
    [
      'a long sweep',
      of(3, longDue),
      '3 listings are being read, 1 listing on this page due.',
      false,
    ],
  ])('%s', (_case, overview, words, stuck) => {
    expect(progressText(overview, NOW)).toBe(words);
    expect(isStuck(overview, NOW)).toBe(stuck);
  });
});
