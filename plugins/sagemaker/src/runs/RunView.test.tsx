import { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pipelinesContent } from '../alpha/contents';
import { EntityPipelinesContent } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  failedRun,
  modelGroup,
  PIPELINE_ARN,
  run,
  runDetail,
  runList,
  stepLog,
} from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const tab = { legacy: EntityPipelinesContent, extension: pipelinesContent };
const entity = modelGroup();

// jsdom draws nothing, and the graph asks how large its parts are.
beforeAll(() => {
  Object.defineProperty(SVGElement.prototype, 'getBBox', {
    configurable: true,
    value: () => ({ width: 200, height: 64 }),
  });
});

const step = (name: RegExp) => screen.findByRole('button', { name });

describe.each(SYSTEMS)('one run in the $system system', ({ render }) => {
  it('shows the graph of the run with what became of every step', async () => {
    await render(tab, {
      entity,
      api: new FakeSageMakerApi(),
      query: '?run=def456',
    });
    expect(
      await step(/^Step Preprocess, Processing, Succeeded/),
    ).toBeInTheDocument();
    expect(await step(/^Step Train, Training, Failed/)).toBeInTheDocument();
    expect(await step(/^Step Register, .*Not run/)).toBeInTheDocument();
    expect(
      screen.getByText('ClientError: data error, 42 rows have no label'),
    ).toBeInTheDocument();
    expect(screen.getByText('0123456789abcdef')).toBeInTheDocument();
  });

  it('leads from a step to its job and its log, and to earlier lines', async () => {
    const api = new FakeSageMakerApi();
    api.getStepLog = async (_ref, _run, _step, { cursor } = {}) =>
      cursor
        ? stepLog({
            lines: [
              {
                at: '2026-03-02T09:01:00.000Z',
                message: 'reading 100 rows',
                stream: 's',
              },
            ],
          })
        : stepLog({ nextCursor: 'older' });
    await render(tab, { entity, api, query: '?run=def456' });
    await userEvent.click(await step(/^Step Train/));
    const panel = await screen.findByRole('region', { name: 'Step Train' });
    expect(
      await within(panel).findByRole('link', { name: /scoring-1/ }),
    ).toHaveAttribute('href', 'https://console.example/job/scoring-1');
    expect(
      within(panel).getByText('s3://bucket/scoring/abc/train'),
    ).toBeInTheDocument();
    expect(within(panel).getByText('0.91')).toBeInTheDocument();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Earlier lines' }),
    );
    await waitFor(() =>
      expect(
        within(panel).queryByRole('button', { name: 'Earlier lines' }),
      ).toBeNull(),
    );
  });

  it('still lists the steps when the definition cannot be read', async () => {
    const api = new FakeSageMakerApi();
    api.getRunGraph = () =>
      backendAnswers(403, {
        name: 'NotAllowedError',
        message: 'no sagemaker:DescribePipelineDefinitionForExecution',
        code: 'AccessDeniedException',
        kind: 'accessDenied',
      });
    await render(tab, { entity, api, query: '?run=def456' });
    const steps = await screen.findByRole('table', {
      name: 'Steps of the run',
    });
    expect(within(steps).getByText('Train')).toBeInTheDocument();
    expect(
      screen.getByText(/no sagemaker:DescribePipelineDefinitionForExecution/),
    ).toBeInTheDocument();
  });

  it.each([
    ['Retry', 'Retry the run', failedRun],
    ['Stop', 'Stop the run', run({ status: 'Executing', endedAt: undefined })],
  ])('asks before %s, and does it once', async (name, confirm, shown) => {
    const api = new FakeSageMakerApi();
    api.getRun = async () => runDetail(shown);
    await render(tab, { entity, api, query: `?run=${shown.id}` });
    await userEvent.click(await screen.findByRole('button', { name }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: confirm }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect([...api.stopped, ...api.retried]).toEqual([shown.id]);
  });

  it('names the person who started it in the portal, not the role of the portal', async () => {
    const api = new FakeSageMakerApi();
    api.getRun = async () =>
      runDetail(run({ startedByRef: 'user:default/anna' }));
    await render(tab, { entity, api, query: '?run=abc123' });
    expect(await screen.findByRole('link', { name: 'anna' })).toBeVisible();
    expect(screen.queryByText('trainer')).toBeNull();
  });

  it('explains why a run cannot be stopped without permission', async () => {
    const api = new FakeSageMakerApi();
    api.getRun = async () =>
      runDetail(run({ status: 'Executing', endedAt: undefined }));
    await render(tab, {
      entity: modelGroup({ name: 'not-to-be-stopped' }),
      api,
      query: '?run=abc123',
      isAllowed: permission => permission !== 'sagemaker.run.stop',
    });
    const stop = await screen.findByRole('button', { name: 'Stop' });
    await waitFor(() => expect(stop).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(stop);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('starts again from a step, with the steps that follow from it', async () => {
    const api = new FakeSageMakerApi();
    api.getRun = async () => runDetail(failedRun);
    await render(tab, { entity, api, query: '?run=def456&step=Train' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run again from here' }),
    );
    const dialog = await screen.findByRole('dialog');
    const start = await within(dialog).findByRole('button', {
      name: /^Start the run/,
    });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    await waitFor(() => expect(api.started).toHaveLength(1));
    expect(api.started[0].selective).toEqual({
      sourceRunId: 'def456',
      steps: ['Train', 'CheckQuality', 'Register', 'QualityTooLow'],
    });
  });

  it('filters by status in the address, and says when nothing fits', async () => {
    const api = new FakeSageMakerApi();
    const asked: unknown[] = [];
    const { getRuns } = api;
    api.getRuns = async (ref, options) => {
      asked.push(options?.status);
      const list = await getRuns(ref, options);
      return options?.status ? { ...list, items: [] } : list;
    };
    await render(tab, { entity, api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Failed' }),
    );
    expect(await screen.findByText('No such runs')).toBeInTheDocument();
    expect(asked.at(-1)).toEqual(['Failed']);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all runs' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Pipeline runs' }),
    ).toBeInTheDocument();
  });
});

describe.each(SYSTEMS)(
  'runs of a use case in the $system system',
  ({ render }) => {
    const useCase: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'scoring',
        namespace: 'default',
        annotations: {
          'aws.amazon.com/arn': 'arn:aws:sagemaker:x:1:project/p',
        },
      },
      spec: { type: 'ml-use-case' },
    };
    const branch = {
      entityRef: 'resource:default/branch-training',
      arn: `${PIPELINE_ARN}-branch`,
      name: 'scoring-branch-training',
      branch: 'feature/graphs',
    };

    it('shows those of all its pipelines, each with a link to its own', async () => {
      const api = new FakeSageMakerApi();
      const list = runList([
        run(),
        run({
          id: 'b1',
          arn: `${branch.arn}/execution/b1`,
          pipelineArn: branch.arn,
          pipelineName: branch.name,
        }),
      ]);
      api.getRuns = async () => ({
        ...list,
        pipelines: [branch, ...list.pipelines],
        unreadable: ['Account 210000000009: access denied'],
      });
      const started: string[] = [];
      const { startRun } = api;
      api.startRun = (ref, request) => {
        started.push(ref);
        return startRun(ref, request);
      };
      await render(tab, { entity: useCase, api });
      expect(await screen.findByRole('link', { name: 'b1' })).toHaveAttribute(
        'href',
        expect.stringContaining('/pipelines?run=b1'),
      );
      expect(screen.getAllByText('feature/graphs')).not.toHaveLength(0);
      expect(
        screen.getByText('Account 210000000009: access denied'),
      ).toBeInTheDocument();

      await userEvent.click(
        screen.getByRole('button', { name: 'Start a run' }),
      );
      const start = await screen.findByRole('button', {
        name: /^Start the run/,
      });
      await waitFor(() => expect(start).toBeEnabled());
      await userEvent.click(start);
      await waitFor(() =>
        expect(started).toEqual(['resource:default/scoring-training-9f8e7d6c']),
      );
    });
  },
);
