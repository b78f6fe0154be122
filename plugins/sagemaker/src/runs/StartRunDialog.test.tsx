import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runsCard } from '../alpha/cards';
import { EntityLatestRunsCard } from '../legacy/extensions';
import { deferred } from '../__testUtils__/deferred';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  AS_OF,
  modelGroup,
  PIPELINE_ARN,
  run,
} from '../__testUtils__/fixtures';
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
    api.getRuns = async () => ({
      pipelineArn: PIPELINE_ARN,
      asOf: AS_OF,
      items: [run({ status: 'Executing', endedAt: undefined })],
    });
    resolve();
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(calls).toBe(1);
    expect(api.started).toEqual([
      {
        clientToken: expect.stringMatching(/^.{32,128}$/),
        description: 'after the fix',
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
