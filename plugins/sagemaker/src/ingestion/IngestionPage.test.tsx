import { setScreenWidth } from '../__testUtils__/screenWidth';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { backendAnswers } from '../__testUtils__/FakeSageMakerApi';
import {
  failedListing,
  FakeIngestionApi,
  heldBackListing,
  listing,
  minutesFromNow,
  partialListing,
} from '../__testUtils__/FakeIngestionApi';
import { PAGES, renderLegacyPage } from '../__testUtils__/renderMlopsPage';

const ALL = [failedListing, heldBackListing, partialListing, listing()];

const open = (api: FakeIngestionApi, search = '') =>
  renderLegacyPage({ path: `/ingestion${search}`, api });

const row = (name: RegExp) => screen.findByRole('row', { name });

describe.each(PAGES)('ingestion in the $system system', ({ render }) => {
  it('says how complete the catalog is, and counts the states', async () => {
    await render({ path: '/ingestion', api: new FakeIngestionApi(ALL) });
    expect(
      await screen.findByRole('heading', {
        name: 'Complete as of 12 minutes ago',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^480 entities in the catalog/)).toBeVisible();
    const chips = screen.getByRole('toolbar', { name: 'States to show' });
    expect(
      within(chips)
        .getAllByRole('button')
        .map(chip => chip.textContent),
    ).toEqual([
      'Failed 1',
      'Held back 1',
      'Partly skipped 1',
      'Not read yet 0',
      'Running 0',
      'OK 1',
      'Retired 0',
    ]);
  });
});

describe('the summary', () => {
  it.each([
    [{ state: 'never' } as const, 'Not complete yet: 1 listing was never read'],
    [
      { state: 'failed' } as const,
      'Not complete yet: at least one listing was never read whole',
    ],
  ])('is honest about %o', async (over, words) => {
    const api = new FakeIngestionApi([listing(over)]);
    api.completeSince = undefined;
    await open(api);
    expect(
      await screen.findByRole('heading', { name: words }),
    ).toBeInTheDocument();
  });

  it('says that nothing picks up what is due', async () => {
    await open(
      new FakeIngestionApi([listing({ nextRunAt: minutesFromNow(-7) })]),
    );
    expect(
      await screen.findByText(/due for more than five minutes/),
    ).toBeInTheDocument();
    expect(screen.getByText('due since 7 minutes')).toBeInTheDocument();
  });

  it('names unknown owners and what to do on demand', async () => {
    const api = new FakeIngestionApi();
    api.unknownOwners = [{ entityRef: 'group:default/ghosts', entities: 3 }];
    await open(api);
    expect(
      await screen.findByText('1 owner is not in the catalog'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Create the group/)).toBeInTheDocument();
    expect(screen.queryByText('group:default/ghosts')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show owners' }));
    expect(
      screen.getByRole('list', {
        name: 'Owners that are not in the catalog (1)',
      }),
    ).toHaveTextContent('group:default/ghosts: named by 3 entities');
  });
});

describe('the table of listings', () => {
  it.each([
    ['failed', failedListing, 'Failed', /^Search in account 220000000002/],
    [
      'held-back',
      heldBackListing,
      'Held back',
      /^2 removals wait for a second/,
    ],
    ['partial', partialListing, 'Partly skipped', /^120 resources skipped/],
    ['never', listing({ state: 'never' }), 'Not read yet', /^Waits for its/],
    ['running', listing({ state: 'running' }), 'Running', /^Being read now/],
    ['ok', listing(), 'OK', /^In the catalog, whole/],
    ['retired', listing({ state: 'retired' }), 'Retired', /^No longer read/],
  ])('explains the state %s', async (_state, one, label, note) => {
    await open(new FakeIngestionApi([one]));
    const cells = within(await row(new RegExp(one.accountSet ?? '')));
    expect(cells.getByText(label)).toBeInTheDocument();
    expect(cells.getByText(note)).toBeInTheDocument();
  });

  it('shows when, how long, what it cost and what came of it', async () => {
    await open(
      new FakeIngestionApi([
        listing({
          calls: 1234,
          throttles: 5,
          found: 99,
          added: 3,
          removed: 1,
          skipped: 2,
          heldBack: 4,
        }),
      ]),
    );
    const shown = await row(/credit-risk/);
    for (const words of [
      '210000000002, eu-west-1',
      'Model groups',
      '12 minutes ago',
      `took 2 s, ${(1234).toLocaleString()} calls, 5 throttled`,
      '99',
      '120 entities',
      '3 added, 1 removed',
      '2 skipped, 4 held back',
      'in 17 minutes',
    ]) {
      expect(within(shown).getByText(words)).toBeInTheDocument();
    }
  });

  it('becomes a list on a narrow screen', async () => {
    await open(new FakeIngestionApi([failedListing]));
    await row(/marketing/);
    act(() => setScreenWidth(400));
    const list = await screen.findByRole('list', { name: 'Listings' });
    expect(list).toHaveTextContent(
      'Pipelines of marketing, 220000000002, eu-west-1',
    );
    expect(within(list).getByText('Failed')).toBeInTheDocument();
    expect(screen.queryByRole('grid')).toBeNull();
    await userEvent.click(
      within(list).getByRole('button', { name: /^Details/ }),
    );
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
    act(() => setScreenWidth(1440));
  });
});

describe('filters', () => {
  it('go into the address and begin at the first page', async () => {
    await open(new FakeIngestionApi(ALL), '?page=1');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Failed 1' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Held back 1' }));
    expect(await row(/pricing/)).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.queryByRole('row', { name: /fraud/ })).toBeNull(),
    );
    await userEvent.type(screen.getByRole('searchbox'), '2200');
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        '/mlops/ingestion?state=failed&state=held-back&q=2200',
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('row', { name: /pricing/ })).toBeNull(),
    );
    expect(screen.getByRole('row', { name: /marketing/ })).toBeInTheDocument();
  });

  it('come from the address', async () => {
    await open(new FakeIngestionApi(ALL), '?type=project&q=fraud&state=bogus');
    expect(await row(/fraud/)).toBeInTheDocument();
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByRole('searchbox')).toHaveValue('fraud');
    expect(screen.getByRole('button', { name: /Type/ })).toHaveTextContent(
      'Use cases',
    );
  });

  it('choose a type', async () => {
    await open(new FakeIngestionApi(ALL));
    await userEvent.click(await screen.findByRole('button', { name: /Type/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Endpoints' }),
    );
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
    expect(screen.getByTestId('address')).toHaveTextContent('?type=endpoint');
  });

  it('that fit nothing can be cleared', async () => {
    await open(new FakeIngestionApi([listing()]), '?q=nowhere&state=failed');
    expect(await screen.findByText('No listings match')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await row(/credit-risk/)).toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveValue('');
    expect(screen.getByTestId('address')).toHaveTextContent(
      /^\/mlops\/ingestion$/,
    );
  });

  it('leave the page of a shared address alone', async () => {
    const many = Array.from({ length: 102 }, (_, i) =>
      listing({ id: `l-${i}`, accountSet: `set-${i}` }),
    );
    await open(new FakeIngestionApi(many), '?page=2');
    // By text: asking 50 rows for their names takes seconds.
    expect(await screen.findByText('set-50')).toBeInTheDocument();
    expect(screen.getByText('51 - 100 of 102')).toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Next table page'));
    expect(await screen.findByText('set-101')).toBeInTheDocument();
    expect(screen.getByTestId('address')).toHaveTextContent('?page=3');
    expect(screen.getByLabelText('Next table page')).toBeDisabled();
  });
});

describe('pictures', () => {
  it('says that it is loading', async () => {
    const api = new FakeIngestionApi();
    api.getOverview = () => new Promise(() => {});
    await open(api);
    expect(
      await screen.findByRole('status', { name: 'Loading ingestion' }),
    ).toBeInTheDocument();
  });

  it('says how to begin when nothing is ingested', async () => {
    await open(new FakeIngestionApi([]));
    expect(
      await screen.findByText('Nothing is ingested yet'),
    ).toBeInTheDocument();
    expect(screen.getByText('sagemaker.governance')).toBeInTheDocument();
  });

  it.each([
    [403, 'NotAllowedError', 'You are not allowed to see the ingestion'],
    [404, 'NotFoundError', /catalog module for SageMaker is installed/],
    [500, 'Error', 'database is gone'],
  ])('tells an answer of %d', async (status, name, words) => {
    const api = new FakeIngestionApi();
    api.getOverview = () =>
      backendAnswers(status, { name, message: 'database is gone' });
    await open(api);
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('reads again after an error', async () => {
    const api = new FakeIngestionApi();
    const { getOverview } = api;
    api.getOverview = () =>
      backendAnswers(500, { name: 'Error', message: 'down' });
    await open(api);
    const retry = await screen.findByRole('button', { name: 'Retry' });
    api.getOverview = getOverview;
    await userEvent.click(retry);
    expect(await row(/credit-risk/)).toBeInTheDocument();
  });

  it('keeps what it has when a refresh fails, and says so', async () => {
    const api = new FakeIngestionApi();
    await open(api);
    await row(/credit-risk/);
    api.getOverview = () =>
      backendAnswers(500, { name: 'Error', message: 'down' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh ingestion' }),
    );
    expect(await screen.findByText(/^Not up to date/)).toBeInTheDocument();
    expect(await row(/credit-risk/)).toBeInTheDocument();
  });

  it('never shows the listings of another filter below an error', async () => {
    const api = new FakeIngestionApi(ALL);
    await open(api);
    await row(/credit-risk/);
    api.getOverview = () =>
      backendAnswers(500, { name: 'Error', message: 'down' });
    await userEvent.click(screen.getByRole('button', { name: 'Failed 1' }));
    expect(await screen.findByText('down')).toBeInTheDocument();
    expect(screen.queryByRole('row', { name: /credit-risk/ })).toBeNull();
  });
});
