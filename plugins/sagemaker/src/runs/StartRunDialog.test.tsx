import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runsCard } from '../alpha/cards';
import { EntityLatestRunsCard } from '../legacy/extensions';
import { deferred } from '../__testUtils__/deferred';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { modelGroup, run, runList } from '../__testUtils__/fixtures';
import { renderLegacy } from '../__testUtils__/renderCard';

const card = { legacy: EntityLatestRunsCard, extension: runsCard };

async function openDialog(api: FakeSageMakerApi) {
  await renderLegacy(card, { entity: modelGroup(), api });
  const button = await screen.findByRole('button', { name: 'Start a run' });
  await userEvent.click(button);
  return screen.findByRole('dialog');
}

const confirm = (dialog: HTMLElement) =>
  within(dialog).getByRole('button', { name: /^Start the run/ });

describe('StartRunDialog', () => {
  it('starts one run on a double click, and shows it', async () => {
    const api = new FakeSageMakerApi();
    const dialog = await openDialog(api);
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Description/ }),
      'after the fix',
    );
    const { promise, resolve } = deferred<void>();
    const start = api.startRun;
    let calls = 0;
    api.startRun = async (...args) => {
      calls++;
      await promise;
      return start(...args);
    };
    await userEvent.dblClick(confirm(dialog));
    api.getRuns = async () =>
      runList([run({ status: 'Executing', endedAt: undefined })]);
    resolve();
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(calls).toBe(1);
    expect(api.started).toEqual([
      {
        clientToken: expect.stringMatching(/^.{32,128}$/),
        description: 'after the fix',
        parameters: [],
      },
    ]);
  });

  it('retries with the same token after an error, and keeps the description', async () => {
    const api = new FakeSageMakerApi();
    const dialog = await openDialog(api);
    const start = api.startRun;
    const tokens: string[] = [];
    api.startRun = (_ref, { clientToken }) => {
      tokens.push(clientToken);
      return backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'no answer',
        code: 'TimeoutError',
        kind: 'unreachable',
      });
    };
    const description = within(dialog).getByRole('textbox', {
      name: /Description/,
    });
    await userEvent.type(description, 'again');
    await userEvent.click(confirm(dialog));
    expect(
      await within(dialog).findByText('The run was not started'),
    ).toBeInTheDocument();
    expect(description).toHaveValue('again');
    api.startRun = start;
    await userEvent.click(confirm(dialog));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.started.map(({ clientToken }) => clientToken)).toEqual(tokens);
  });

  it("sends what differs from the pipeline's defaults, and nothing that breaks a type", async () => {
    const api = new FakeSageMakerApi();
    const dialog = await openDialog(api);
    const rows = await within(dialog).findByRole('textbox', { name: 'Rows' });
    expect(rows).toHaveValue('5000');
    await userEvent.clear(rows);
    await userEvent.type(rows, 'many');
    expect(within(dialog).getByText('A whole number')).toBeInTheDocument();
    expect(confirm(dialog)).toBeDisabled();
    await userEvent.clear(rows);
    await userEvent.type(rows, '100');
    await userEvent.click(confirm(dialog));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.started[0].parameters).toEqual([{ name: 'Rows', value: '100' }]);
  });

  it('says why the parameters cannot be read, and starts nothing then', async () => {
    const api = new FakeSageMakerApi();
    api.getPipeline = () =>
      backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'Rate exceeded',
        code: 'ThrottlingException',
        kind: 'throttled',
      });
    const dialog = await openDialog(api);
    expect(
      await within(dialog).findByText('AWS answered ThrottlingException'),
    ).toBeInTheDocument();
    expect(confirm(dialog)).toBeDisabled();
  });

  it('starts nothing when it is cancelled', async () => {
    const api = new FakeSageMakerApi();
    const dialog = await openDialog(api);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.started).toEqual([]);
  });
});
