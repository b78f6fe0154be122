import { screen } from '@testing-library/react';
import { PAGES } from '../__testUtils__/renderMlopsPage';

/*
 * A file of its own: `usePermission` keeps the answers of the tests before.
 */
const withoutIngestion = (permission: string) =>
  permission !== 'sagemaker.ingestion.read';

describe.each(PAGES)('the MLOps page in the $system system', ({ render }) => {
  it('has no tab of the ingestion for those who may not see the ingestion', async () => {
    await render({ isAllowed: withoutIngestion });
    expect(
      await screen.findByText('No model groups in the catalog'),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Approvals' })).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Ingestion' })).toBeNull();
  });

  it('says what is missing to those who open its address nevertheless', async () => {
    await render({ path: '/ingestion', isAllowed: withoutIngestion });
    expect(
      await screen.findByText('You are not allowed to see the ingestion'),
    ).toBeInTheDocument();
    expect(screen.getByText(/sagemaker\.ingestion\.read/)).toBeInTheDocument();
    expect(screen.queryByText(/^Complete as of/)).toBeNull();
  });
});
