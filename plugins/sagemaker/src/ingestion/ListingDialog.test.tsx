import '../__testUtils__/screenWidth';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failedListing,
  FakeIngestionApi,
  heldBackListing,
  partialListing,
} from '../__testUtils__/FakeIngestionApi';
import { renderLegacyPage } from '../__testUtils__/renderMlopsPage';

const ALL = [failedListing, heldBackListing, partialListing];

const open = (api: FakeIngestionApi, search = '') =>
  renderLegacyPage({ path: `/ingestion${search}`, api });

const openListing = async (api: FakeIngestionApi, id: string) => {
  await open(api, `?listing=${encodeURIComponent(id)}`);
  return screen.findByRole('dialog');
};

describe('the details of a listing', () => {
  it('open with the keyboard, go into the address and close with Escape', async () => {
    await open(new FakeIngestionApi(ALL), '?state=failed');
    const button = await screen.findByRole('button', { name: /^Details/ });
    button.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', {
      name: 'Pipelines of marketing, 220000000002, eu-west-1',
    });
    expect(dialog.contains(document.activeElement)).toBe(true);
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?state=failed&listing=220000000002%2Feu-west-1%2Fpipeline',
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByTestId('address')).toHaveTextContent(/\?state=failed$/);
    const row = screen.getByRole('row', { name: /marketing/ });
    await waitFor(() =>
      expect(row.contains(document.activeElement)).toBe(true),
    );
  });

  it('open with a click on the row', async () => {
    await open(new FakeIngestionApi([failedListing]));
    await userEvent.click(await screen.findByText('marketing'));
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });

  it('say why a reading failed and what to do', async () => {
    const dialog = await openListing(
      new FakeIngestionApi(ALL),
      failedListing.id,
    );
    expect(
      await within(dialog).findByText(/allow sagemaker:Search for the role/),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText(/Nothing was changed or removed/),
    ).toBeInTheDocument();
  });

  it('explain what is held back, and sweep to confirm it', async () => {
    const api = new FakeIngestionApi(ALL);
    const dialog = await openListing(api, heldBackListing.id);
    const list = await within(dialog).findByRole('list', {
      name: 'Removals that are held back (2)',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(list).toHaveTextContent('endpoint/one');
    expect(
      within(dialog).getByText(/The next sweep, by schedule or by the button/),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: /^Sweep now/ }),
    );
    await waitFor(() => expect(api.swept).toEqual([[heldBackListing.id]]));
    expect(await within(dialog).findByText('due now')).toBeInTheDocument();
  });

  it('list hundreds of skipped resources, to be searched and copied', async () => {
    const dialog = await openListing(
      new FakeIngestionApi(ALL),
      partialListing.id,
    );
    const list = await within(dialog).findByRole('list', {
      name: 'Skipped resources (120)',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(50);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show more (50 of 120)' }),
    );
    expect(within(list).getAllByRole('listitem')).toHaveLength(100);
    await userEvent.type(
      within(dialog).getByRole('searchbox', {
        name: 'Search in skipped resources',
      }),
      'no name',
    );
    const [only, ...others] = within(list).getAllByRole('listitem');
    expect(others).toEqual([]);
    expect(only).toHaveTextContent('project/p-77: has no name');
    expect(within(dialog).getByText('1 found')).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Copy skipped resources' }),
    ).toBeInTheDocument();
  });

  it('say that a listing does not exist', async () => {
    const dialog = await openListing(new FakeIngestionApi(ALL), 'gone');
    expect(
      await within(dialog).findByText("There is no listing 'gone'"),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText(/Look for it in the list/),
    ).toBeInTheDocument();
  });
});
