import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PAGES, renderLegacyPage } from '../__testUtils__/renderMlopsPage';

describe.each(PAGES)('the MLOps page in the $system system', ({ render }) => {
  it('leads platform owners from the portfolio to the ingestion and back', async () => {
    await render();
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Ingestion' }),
    );
    expect(await screen.findByText(/^Complete as of/)).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Ingestion' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Portfolio' }));
    expect(
      await screen.findByText('No model groups in the catalog'),
    ).toBeInTheDocument();
  });

  it('opens the ingestion by its address', async () => {
    await render({ path: '/ingestion' });
    expect(await screen.findByText(/^Complete as of/)).toBeInTheDocument();
  });
});

describe('the tabs', () => {
  it('are links that can be shared', async () => {
    await renderLegacyPage({ path: '/ingestion' });
    expect(
      await screen.findByRole('tab', { name: 'Ingestion' }),
    ).toHaveAttribute('href', '/mlops/ingestion');
    expect(screen.getByRole('tab', { name: 'Portfolio' })).toHaveAttribute(
      'href',
      '/mlops',
    );
  });
});
