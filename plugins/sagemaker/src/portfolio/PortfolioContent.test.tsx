import { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountSet, modelGroup } from '../__testUtils__/fixtures';
import {
  renderLegacyPage,
  renderNewPage,
} from '../__testUtils__/renderMlopsPage';

const groups = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    modelGroup({
      name: `group-${String(i).padStart(2, '0')}`,
      title: `group-${String(i).padStart(2, '0')}`,
    }),
  );

const renderPortfolio = (entities: Entity[], path = '') =>
  renderLegacyPage({ path, catalog: catalogApiMock({ entities }) });

describe('the MLOps page', () => {
  it('lists model groups first, with links and owners', async () => {
    await renderPortfolio([modelGroup(), accountSet('credit-risk')]);
    expect(await screen.findByText('1 model groups')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'scoring-models' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/scoring-models-1a2b3c4d',
    );
    expect(screen.getByRole('link', { name: /credit-risk/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/credit-risk',
    );
  });

  it('keeps the chosen list and the search in the address', async () => {
    await renderPortfolio([accountSet('credit-risk'), accountSet('marketing')]);
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Account sets' }),
    );
    expect(await screen.findByText('2 account sets')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('searchbox'), 'market');
    expect(await screen.findByText('1 account sets')).toBeInTheDocument();
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?view=account-sets&q=market',
    );
    expect(screen.getByText('Active')).toBeInTheDocument();
  });

  it('takes list and search from the address', async () => {
    await renderPortfolio(
      [accountSet('credit-risk'), accountSet('marketing')],
      '?view=account-sets&q=credit',
    );
    expect(await screen.findByText('1 account sets')).toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveValue('credit');
  });

  it('goes through the pages of a long list', async () => {
    await renderPortfolio(groups(30));
    expect(await screen.findByText('30 model groups')).toBeInTheDocument();
    expect(screen.queryByText('group-25')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('group-25')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('group-00')).toBeInTheDocument();
  });

  it('says that nothing is there, or nothing matches', async () => {
    await renderPortfolio([]);
    expect(
      await screen.findByText('No model groups in the catalog'),
    ).toBeInTheDocument();
    await userEvent.type(screen.getByRole('searchbox'), 'x');
    expect(
      await screen.findByText('No model groups match "x"'),
    ).toBeInTheDocument();
  });

  it('shows an error of the catalog and retries', async () => {
    const catalog = catalogApiMock.mock({
      queryEntities: jest
        .fn()
        .mockRejectedValueOnce(new Error('catalog is down'))
        .mockResolvedValue({
          items: [modelGroup()],
          totalItems: 1,
          pageInfo: {},
        }),
    });
    await renderLegacyPage({ catalog });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    await waitFor(() =>
      expect(screen.getByText('1 model groups')).toBeInTheDocument(),
    );
  });

  it('is a page with a title in the new frontend system', async () => {
    await renderNewPage({
      catalog: catalogApiMock({ entities: [modelGroup()] }),
    });
    expect(await screen.findByText('1 model groups')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'MLOps' })).toBeInTheDocument();
  });
});
