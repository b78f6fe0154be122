import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { repositoryStandardCard } from '../alpha/cards';
import { EntityRepositoryStandardCard } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { repository, repositoryCheck } from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const card = {
  legacy: EntityRepositoryStandardCard,
  extension: repositoryStandardCard,
};
const entity = repository();

describe.each(SYSTEMS)(
  'repository standard in the $system system',
  ({ render }) => {
    it('says that it is loading', async () => {
      const api = new FakeSageMakerApi();
      api.getRepositoryCheck = () => new Promise(() => {});
      await render(card, { entity, api });
      expect(
        await screen.findByRole('status', {
          name: 'Loading repository standard',
        }),
      ).toBeInTheDocument();
    });

    it('says that the repository is empty', async () => {
      const api = new FakeSageMakerApi();
      api.getRepositoryCheck = async () => ({ ...repositoryCheck, files: 0 });
      await render(card, { entity, api });
      expect(
        await screen.findByText('The repository is empty'),
      ).toBeInTheDocument();
    });

    it('names the annotation that is missing, and how it comes about', async () => {
      await render(card, {
        entity: repository({}),
        api: new FakeSageMakerApi(),
      });
      expect(
        await screen.findByText('backstage.io/source-location'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/so there is no repository to read/),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/register the repository by the URL/),
      ).toBeInTheDocument();
    });

    it('says that access is refused', async () => {
      const api = new FakeSageMakerApi();
      api.getRepositoryCheck = () =>
        backendAnswers(403, {
          name: 'NotAllowedError',
          message: 'Unauthorized',
        });
      await render(card, { entity, api });
      expect(
        await screen.findByText('You are not allowed to see this'),
      ).toBeInTheDocument();
    });

    it('says why the repository cannot be read', async () => {
      const api = new FakeSageMakerApi();
      api.getRepositoryCheck = () =>
        backendAnswers(503, {
          name: 'ServiceUnavailableError',
          message: 'The repository at https://x cannot be read',
        });
      await render(card, { entity, api });
      expect(
        await screen.findByText('This could not be read'),
      ).toBeInTheDocument();
      expect(
        screen.getByText('The repository at https://x cannot be read'),
      ).toBeInTheDocument();
    });

    it('says that the repository conforms', async () => {
      const api = new FakeSageMakerApi();
      api.getRepositoryCheck = async () => ({
        ...repositoryCheck,
        violations: [],
      });
      await render(card, { entity, api });
      expect(await screen.findByText('Conforms')).toBeInTheDocument();
      expect(
        screen.getByText(
          '31 files, compared with the standard "MLOps foundation" of build repositories.',
        ),
      ).toBeInTheDocument();
      expect(screen.queryByText(/Missing/)).not.toBeInTheDocument();
      expect(screen.queryByText(/No place/)).not.toBeInTheDocument();
    });

    it('says what is missing and where, and what has no place', async () => {
      await render(card, { entity, api: new FakeSageMakerApi() });
      expect(
        await screen.findByText('Differs from the standard'),
      ).toBeInTheDocument();
      expect(
        screen.getByRole('list', { name: 'Missing (1)' }),
      ).toHaveTextContent(
        'notebooks/README.md: the standard asks for notebooks/README.md',
      );
      expect(
        screen.getByRole('list', { name: 'No place in the standard (1)' }),
      ).toHaveTextContent('src/: at the root there can be algorithms/');
    });

    it('compares anew when asked to', async () => {
      const api = new FakeSageMakerApi();
      await render(card, { entity, api });
      await screen.findByText('Differs from the standard');
      api.getRepositoryCheck = async () => ({
        ...repositoryCheck,
        violations: [],
      });
      await userEvent.click(
        screen.getByRole('button', { name: 'Refresh repository standard' }),
      );
      expect(await screen.findByText('Conforms')).toBeInTheDocument();
    });
  },
);
