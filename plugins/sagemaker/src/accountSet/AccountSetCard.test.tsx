import { screen } from '@testing-library/react';
import { accountSetCard } from '../alpha/cards';
import { EntityAccountSetCard } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { accountSet, accountSetDetail } from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const card = { legacy: EntityAccountSetCard, extension: accountSetCard };
const entity = accountSet('credit-risk');

describe.each(SYSTEMS)('account set in the $system system', ({ render }) => {
  it('says that it is loading', async () => {
    const api = new FakeSageMakerApi();
    api.getAccountSet = () => new Promise(() => {});
    await render(card, { entity, api });
    expect(
      await screen.findByRole('status', { name: 'Loading account set' }),
    ).toBeInTheDocument();
  });

  it('says that there are no accounts yet', async () => {
    const api = new FakeSageMakerApi();
    api.getAccountSet = async () => ({
      ...accountSetDetail,
      state: 'provisioning',
      accounts: [],
    });
    await render(card, { entity, api });
    expect(
      await screen.findByText('No accounts yet. Being provisioned'),
    ).toBeInTheDocument();
  });

  it('says that access is refused', async () => {
    const api = new FakeSageMakerApi();
    api.getAccountSet = () =>
      backendAnswers(403, { name: 'NotAllowedError', message: 'Unauthorized' });
    await render(card, { entity, api });
    expect(
      await screen.findByText('You are not allowed to see this'),
    ).toBeInTheDocument();
  });

  it('shows the code of an AWS error', async () => {
    const api = new FakeSageMakerApi();
    api.getAccountSet = () =>
      backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'Table not found',
        code: 'ResourceNotFoundException',
        kind: 'not_found',
      });
    await render(card, { entity, api });
    expect(
      await screen.findByText('AWS answered ResourceNotFoundException'),
    ).toBeInTheDocument();
  });

  it('shows state, accounts by role and the provisioned product', async () => {
    await render(card, { entity, api: new FakeSageMakerApi() });
    expect(await screen.findByText('Active')).toBeInTheDocument();
    expect(screen.getByText('Account for dev')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: '210000000002' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/pp-1, TAINTED/)).toBeInTheDocument();
  });
});
