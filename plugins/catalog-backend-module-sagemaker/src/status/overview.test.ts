import { KnownListing } from '../store/Listings';
import { ListingOutcome } from '../store/outcome';
import { ingestionOverview, OverviewQuery } from './overview';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const TIMEOUT = 60_000;

const outcome = (own: Partial<ListingOutcome> = {}): ListingOutcome => ({
  finishedAt: '2026-01-01T11:30:00.000Z',
  succeededAt: '2026-01-01T11:30:00.000Z',
  durationMs: 10,
  calls: 1,
  throttles: 0,
  found: 3,
  entities: 3,
  added: 0,
  changed: 0,
  removed: 0,
  skipped: 0,
  heldBack: 0,
  failures: 0,
  ...own,
});

const listing = (id: string, own: Partial<KnownListing> = {}): KnownListing => {
  const [accountId, region] = id.split('/');
  return {
    id,
    type: 'model-group',
    accountId,
    region,
    retired: false,
    nextRunAt: NOW + 1000,
    outcome: outcome(),
    ...own,
  };
};

const LISTINGS = [
  listing('1/eu-west-1/model-group', { accountSet: 'Risk' }),
  listing('2/eu-west-1/model-group', {
    outcome: outcome({ error: 'denied', succeededAt: undefined, failures: 1 }),
  }),
  listing('3/eu-west-1/pipeline', { type: 'pipeline', outcome: undefined }),
  listing('4/us-east-1/model-group', { outcome: outcome({ heldBack: 5 }) }),
  listing('5/us-east-1/model-group', { outcome: outcome({ skipped: 1 }) }),
  listing('6/us-east-1/model-group', { runningSince: NOW - 1000 }),
  listing('7/us-east-1/model-group', { runningSince: NOW - TIMEOUT - 1 }),
  listing('8/us-east-1/model-group', { retired: true }),
];

const overview = (query: Partial<OverviewQuery> = {}, listings = LISTINGS) =>
  ingestionOverview({
    listings,
    unknownOwners: [],
    runningNotBefore: NOW - TIMEOUT,
    query: {
      states: [],
      types: [],
      search: '',
      limit: 50,
      offset: 0,
      ...query,
    },
  });

const accounts = (query: Partial<OverviewQuery>) =>
  overview(query).items.map(({ accountId }) => accountId);

it('shows what needs a person first', () => {
  expect(overview().items.map(({ state }) => state)).toEqual([
    'failed',
    'held-back',
    'partial',
    'never',
    'running',
    'ok',
    'ok',
    'retired',
  ]);
});

it.each<[string, Partial<OverviewQuery>, string[]]>([
  ['by state', { states: ['failed', 'never'] }, ['2', '3']],
  ['by type', { types: ['pipeline'] }, ['3']],
  ['by account set', { search: 'risk' }, ['1']],
  ['by region', { search: 'eu-west', states: ['ok'] }, ['1']],
  ['by nothing that is there', { search: 'nowhere' }, []],
  ['by page', { limit: 2, offset: 1 }, ['4', '5']],
])('selects %s', (_case, query, expected) => {
  expect(accounts(query)).toEqual(expected);
});

it('counts everything, whatever is selected', () => {
  expect(overview({ search: 'risk' })).toMatchObject({
    totalItems: 1,
    entities: 3 * 7,
    states: { failed: 1, ok: 2, retired: 1, never: 1 },
  });
});

it('is complete since the oldest success of what is still read', () => {
  expect(overview().completeSince).toBeUndefined();
  const old = outcome({ succeededAt: '2026-01-01T10:00:00.000Z' });
  const retired = outcome({ succeededAt: '2026-01-01T09:00:00.000Z' });
  expect(
    overview({}, [
      listing('1/a/x'),
      listing('2/a/x', { outcome: old }),
      listing('3/a/x', { outcome: retired, retired: true }),
    ]).completeSince,
  ).toBe('2026-01-01T10:00:00.000Z');
  expect(overview({}, []).completeSince).toBeUndefined();
});

it('does not say when a retired listing runs next', () => {
  const [retired] = overview({ states: ['retired'] }).items;
  expect(retired.nextRunAt).toBeUndefined();
});
