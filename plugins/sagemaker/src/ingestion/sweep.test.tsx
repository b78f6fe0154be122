import '../__testUtils__/screenWidth';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { backendAnswers } from '../__testUtils__/FakeSageMakerApi';
import {
  FakeIngestionApi,
  listing,
  minutesFromNow,
} from '../__testUtils__/FakeIngestionApi';
import { passSeconds } from '../__testUtils__/passSeconds';
import { renderLegacyPage } from '../__testUtils__/renderMlopsPage';

const one = listing();
const retired = listing({
  id: 'old',
  accountSet: 'closed',
  state: 'retired',
  nextRunAt: undefined,
});

/** The button, once it is known that it may be pressed. */
async function ready(button: HTMLElement) {
  await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
  return button;
}

describe('sweep now', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());
  const user = () =>
    userEvent.setup({ advanceTimers: jest.advanceTimersByTimeAsync });

  it('follows a sweep of all until it is over, and then stops reading', async () => {
    const api = new FakeIngestionApi([one]);
    await renderLegacyPage({ path: '/ingestion', api });
    await user().click(
      await ready(await screen.findByRole('button', { name: 'Sweep all now' })),
    );
    expect(api.swept).toEqual([undefined]);
    expect(
      await screen.findByText('1 listing on this page due.'),
    ).toBeInTheDocument();

    api.change(one.id, { state: 'running' });
    await passSeconds(5);
    expect(screen.getByText('1 listing is being read.')).toBeInTheDocument();
    expect(screen.getByText(/^As of .* · live$/)).toBeInTheDocument();

    api.change(one.id, {
      state: 'ok',
      succeededAt: minutesFromNow(0),
      nextRunAt: minutesFromNow(30),
      added: 7,
    });
    await passSeconds(5);
    expect(screen.getByText('7 added')).toBeInTheDocument();
    expect(screen.queryByText(/being read/)).toBeNull();
    await passSeconds(20);
    const { reads } = api;
    await passSeconds(120);
    expect(api.reads).toBe(reads);
    expect(screen.getByText(/^As of 2 minutes ago$/)).toBeInTheDocument();
  });

  it('reads nothing by itself while nothing is running or due', async () => {
    const api = new FakeIngestionApi([one]);
    await renderLegacyPage({ path: '/ingestion', api });
    await screen.findByRole('row', { name: /credit-risk/ });
    await passSeconds(300);
    expect(api.reads).toBe(1);
  });

  it('wakes up when the time of a listing comes', async () => {
    const api = new FakeIngestionApi([
      listing({ nextRunAt: minutesFromNow(1) }),
    ]);
    await renderLegacyPage({ path: '/ingestion', api });
    await screen.findByRole('row', { name: /credit-risk/ });
    await passSeconds(50);
    expect(api.reads).toBe(1);
    await passSeconds(20);
    expect(api.reads).toBeGreaterThan(1);
  });
});

describe('sweep now of one listing', () => {
  it('asks for that one only', async () => {
    const api = new FakeIngestionApi([one, retired]);
    await renderLegacyPage({ path: '/ingestion', api });
    const row = await screen.findByRole('row', { name: /credit-risk/ });
    await userEvent.click(
      await ready(within(row).getByRole('button', { name: /^Sweep now/ })),
    );
    await waitFor(() => expect(api.swept).toEqual([[one.id]]));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is off, with the reason, for a retired one', async () => {
    const api = new FakeIngestionApi([one, retired]);
    await renderLegacyPage({ path: '/ingestion', api });
    const row = await screen.findByRole('row', { name: /closed/ });
    const button = within(row).getByRole('button', { name: /^Sweep now/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
    expect(api.swept).toEqual([]);
  });

  it('says why it was refused', async () => {
    const api = new FakeIngestionApi([one]);
    api.sweep = () =>
      backendAnswers(500, { name: 'Error', message: 'database is locked' });
    await renderLegacyPage({ path: '/ingestion', api });
    await userEvent.click(
      await ready(await screen.findByRole('button', { name: 'Sweep all now' })),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The sweep was not started');
    expect(alert).toHaveTextContent('database is locked');
  });
});
