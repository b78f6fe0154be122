import type { RunList } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runsCard } from '../alpha/cards';
import { EntityLatestRunsCard } from '../legacy/extensions';
import { deferred } from '../__testUtils__/deferred';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import {
  failedRun,
  modelGroup,
  PIPELINE_ARN,
  run,
  runList,
} from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const card = { legacy: EntityLatestRunsCard, extension: runsCard };
const entity = modelGroup();

describe.each(SYSTEMS)('latest runs in the $system system', ({ render }) => {
  it('says that it is loading', async () => {
    const api = new FakeSageMakerApi();
    api.getRuns = () => new Promise(() => {});
    await render(card, { entity, api });
    expect(
      await screen.findByRole('status', { name: 'Loading runs' }),
    ).toBeInTheDocument();
  });

  it('says that there are none', async () => {
    const api = new FakeSageMakerApi();
    api.getRuns = async () => runList([]);
    await render(card, { entity, api });
    expect(await screen.findByText('No runs yet')).toBeInTheDocument();
  });

  it('names the annotation that is missing', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity: modelGroup({ annotations: {} }), api });
    expect(await screen.findByText('Annotation missing')).toBeInTheDocument();
    expect(
      screen.getByText('mlops-foundation.io/pipeline-arn'),
    ).toBeInTheDocument();
  });

  it('says who may give access when it is refused', async () => {
    const api = new FakeSageMakerApi();
    api.getRuns = () =>
      backendAnswers(403, { name: 'NotAllowedError', message: 'Unauthorized' });
    await render(card, { entity, api });
    expect(
      await screen.findByText('You are not allowed to see this'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('shows the code of an AWS error and what to do, and retries', async () => {
    const api = new FakeSageMakerApi();
    const healthy = api.getRuns;
    api.getRuns = () =>
      backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'Rate exceeded',
        code: 'ThrottlingException',
        kind: 'throttled',
      });
    await render(card, { entity, api });
    expect(
      await screen.findByText('AWS answered ThrottlingException'),
    ).toBeInTheDocument();
    expect(screen.getByText('Rate exceeded')).toBeInTheDocument();
    expect(screen.getByText(/Retry in a moment/)).toBeInTheDocument();
    api.getRuns = healthy;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Succeeded')).toBeInTheDocument();
  });

  it('shows runs, and the steps of one that is opened', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity, api });
    const table = await screen.findByRole('table', { name: 'Pipeline runs' });
    expect(within(table).getByText('Succeeded')).toBeInTheDocument();
    expect(within(table).getAllByText('12 min 30 s')).toHaveLength(2);
    expect(within(table).getAllByText('trainer')).toHaveLength(2);
    const toggle = screen.getByRole('button', {
      name: 'Show steps of run def456',
    });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(toggle);
    const steps = await screen.findByRole('table', {
      name: 'Steps of the run',
    });
    expect(within(steps).getByText('Train')).toBeInTheDocument();
    expect(
      within(steps).getByText('AlgorithmError: see the log'),
    ).toBeInTheDocument();
    expect(screen.getByText(/42 rows have no label/)).toBeInTheDocument();
  });

  it('reads anew on a signal, and keeps what it shows meanwhile', async () => {
    const api = new FakeSageMakerApi();
    const signals = new FakeSignals();
    await render(card, { entity, api, signals });
    await screen.findByText('Succeeded');
    const { promise, resolve } = deferred<RunList>();
    api.getRuns = () => promise;
    act(() => signals.changed(PIPELINE_ARN));
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: /^Refresh runs/ }),
      ).toHaveAttribute('data-ispending', 'true'),
    );
    expect(screen.getByText('Succeeded')).toBeInTheDocument();
    resolve(runList([run({ status: 'Executing', endedAt: undefined })]));
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(screen.queryByText('Succeeded')).toBeNull();
  });

  it('reads the next page when asked for more', async () => {
    const api = new FakeSageMakerApi();
    api.getRuns = async (_ref, { cursor } = {}) =>
      runList(cursor ? [failedRun] : [run()], {
        nextCursor: cursor ? undefined : 'page-2',
      });
    await render(card, { entity, api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More runs' }),
    );
    expect(await screen.findByText('Failed')).toBeInTheDocument();
    expect(screen.getByText('Succeeded')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'More runs' })).toBeNull();
  });

  it('explains why a run cannot be started without permission', async () => {
    const api = new FakeSageMakerApi();
    await render(card, {
      entity: modelGroup({ name: 'not-mine' }),
      api,
      isAllowed: permission => permission !== 'sagemaker.run.start',
    });
    const start = await screen.findByRole('button', { name: 'Start a run' });
    await waitFor(() => expect(start).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(start);
    expect(screen.queryByRole('dialog')).toBeNull();
    // Back to the button with the keyboard.
    await userEvent.tab({ shift: true });
    await userEvent.tab();
    expect(start).toHaveFocus();
    expect(
      await screen.findByText(/not allowed to start runs/),
    ).toBeInTheDocument();
  });
});
