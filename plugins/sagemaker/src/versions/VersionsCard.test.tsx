import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { versionsCard } from '../alpha/cards';
import { EntityModelVersionsCard } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  AS_OF,
  GROUP_ARN,
  modelGroup,
  version,
} from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const card = { legacy: EntityModelVersionsCard, extension: versionsCard };
const entity = modelGroup();

describe.each(SYSTEMS)('versions in the $system system', ({ render }) => {
  it('says that it is loading', async () => {
    const api = new FakeSageMakerApi();
    api.getVersions = () => new Promise(() => {});
    await render(card, { entity, api });
    expect(
      await screen.findByRole('status', { name: 'Loading versions' }),
    ).toBeInTheDocument();
  });

  it('says that there are none', async () => {
    const api = new FakeSageMakerApi();
    api.getVersions = async () => ({
      modelGroupArn: GROUP_ARN,
      items: [],
      asOf: AS_OF,
    });
    await render(card, { entity, api });
    expect(await screen.findByText('No versions yet')).toBeInTheDocument();
  });

  it('names the annotation that is missing', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity: modelGroup({ annotations: {} }), api });
    expect(await screen.findByText('aws.amazon.com/arn')).toBeInTheDocument();
  });

  it('says that access is refused', async () => {
    const api = new FakeSageMakerApi();
    api.getVersions = () =>
      backendAnswers(403, { name: 'NotAllowedError', message: 'Unauthorized' });
    await render(card, { entity, api });
    expect(
      await screen.findByText('You are not allowed to see this'),
    ).toBeInTheDocument();
  });

  it('shows the code of an AWS error', async () => {
    const api = new FakeSageMakerApi();
    api.getVersions = () =>
      backendAnswers(404, {
        name: 'NotFoundError',
        message: 'ModelPackageGroup does not exist',
        code: 'ResourceNotFound',
        kind: 'not_found',
      });
    await render(card, { entity, api });
    expect(
      await screen.findByText('AWS answered ResourceNotFound'),
    ).toBeInTheDocument();
    expect(screen.getByText(/may have been deleted/)).toBeInTheDocument();
  });

  it('shows versions with their approval and its reason, page by page', async () => {
    const api = new FakeSageMakerApi();
    api.getVersions = async (_ref, { cursor } = {}) => ({
      modelGroupArn: GROUP_ARN,
      asOf: AS_OF,
      nextCursor: cursor ? undefined : 'page-2',
      items: cursor
        ? [
            version({
              arn: 'arn:13',
              version: 13,
              approvalStatus: 'Rejected',
              approvalDescription: 'Biased, says anna',
            }),
          ]
        : [version()],
    });
    await render(card, { entity, api });
    const newest = await screen.findByRole('row', { name: '14' });
    expect(
      within(newest).getByText('Waiting for approval'),
    ).toBeInTheDocument();
    expect(within(newest).getByText('anna')).toBeInTheDocument();
    expect(within(newest).getByText('01234567')).toBeInTheDocument();
    expect(within(newest).getByText('abc123')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'More versions' }),
    );
    const older = await screen.findByRole('row', { name: '13' });
    expect(within(older).getByText('Rejected')).toBeInTheDocument();
    expect(within(older).getByText('Biased, says anna')).toBeInTheDocument();
  });
});
