import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { versionsContent } from '../alpha/contents';
import { EntityVersionsContent } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  AS_OF,
  GROUP_ARN,
  modelGroup,
  version,
  versionDetail,
} from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const tab = { legacy: EntityVersionsContent, extension: versionsContent };
const entity = modelGroup();

function threeVersions() {
  const api = new FakeSageMakerApi();
  api.getVersions = async () => ({
    modelGroupArn: GROUP_ARN,
    asOf: AS_OF,
    items: [14, 13, 12].map(number =>
      version({ version: number, arn: `${GROUP_ARN}/${number}` }),
    ),
  });
  api.getVersionMetrics = async () => ({
    asOf: AS_OF,
    items: [
      { version: 14, metrics: [{ name: 'auc', value: 0.91 }] },
      { version: 13, metrics: [{ name: 'auc', value: 0.9 }] },
      { version: 12, metrics: [], problem: 'evaluation.json is not JSON' },
    ],
  });
  return api;
}

const mark = async (number: number) =>
  userEvent.click(
    within(
      await screen.findByRole('row', {
        name: new RegExp(`^${number}|version ${number}`),
      }),
    ).getByRole('checkbox'),
  );

describe.each(SYSTEMS)('versions in the $system system', ({ render }) => {
  it('shows a metric of every version, or why there is none', async () => {
    await render(tab, { entity, api: threeVersions() });
    expect(await screen.findByText('0.91')).toBeInTheDocument();
    expect(screen.getByText('0.9')).toBeInTheDocument();
    expect(screen.getByText('evaluation.json is not JSON')).toBeInTheDocument();
    expect(
      await screen.findByRole('img', {
        name: 'auc over 2 versions, from 0.9 of version 13 to 0.91 of version 14',
      }),
    ).toBeInTheDocument();
  });

  it('still lists the versions when no metric can be read', async () => {
    const api = threeVersions();
    api.getVersionMetrics = () =>
      backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'Rate exceeded',
        code: 'ThrottlingException',
        kind: 'throttled',
      });
    await render(tab, { entity, api });
    expect(
      await screen.findByText('No metrics. AWS answered ThrottlingException'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Open version 13' }),
    ).toBeInTheDocument();
  });

  it('compares the two versions that were marked last', async () => {
    const api = threeVersions();
    const asked: number[] = [];
    api.getVersion = async (_ref, number) => {
      asked.push(number);
      return versionDetail({
        version: version({ version: number, commit: `commit-${number}` }),
        metrics: [{ name: 'auc', value: number / 100 }],
      });
    };
    await render(tab, { entity, api });
    await mark(12);
    await mark(13);
    await mark(14);
    await userEvent.click(
      screen.getByRole('button', { name: 'Compare 13 and 14' }),
    );
    const metrics = await screen.findByRole('table', { name: 'Metrics' });
    expect(within(metrics).getByText('+0.01')).toBeInTheDocument();
    expect(asked.sort()).toEqual([13, 14]);
    await userEvent.click(screen.getByRole('button', { name: 'All versions' }));
    expect(
      await screen.findByRole('button', { name: 'Open version 12' }),
    ).toBeInTheDocument();
  });

  it('shows one version in full, with what its model card lacks', async () => {
    const api = threeVersions();
    api.getVersion = async () =>
      versionDetail({
        modelCard: {
          status: 'Draft',
          missing: ['Intended uses: risk rating'],
          sections: [
            {
              title: 'Overview',
              entries: [{ name: 'Model owner', value: 'Anna' }],
            },
          ],
        },
      });
    await render(tab, { entity, api, query: '?version=14' });
    expect(
      await screen.findByText('The model card is not complete'),
    ).toBeInTheDocument();
    expect(screen.getByText('Anna')).toBeInTheDocument();
    expect(screen.getByText('s3://bucket/evaluation.json')).toBeInTheDocument();
  });

  it('says that a version is gone', async () => {
    const api = threeVersions();
    api.getVersion = () =>
      backendAnswers(404, { name: 'NotFoundError', message: 'No version 99' });
    await render(tab, { entity, api, query: '?version=99' });
    await waitFor(() =>
      expect(screen.getByText('No version 99')).toBeInTheDocument(),
    );
  });
});
