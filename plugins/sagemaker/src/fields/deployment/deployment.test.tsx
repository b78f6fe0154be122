import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../../__testUtils__/FakeSageMakerApi';
import { AS_OF, deploymentConfig } from '../../__testUtils__/fixtures';
import { FORM_SYSTEMS } from '../../__testUtils__/templateForm';

const REPOSITORY = 'component:default/churn-deploy';

const properties = {
  repository: { title: 'Repository', type: 'string' },
  target: {
    title: 'Stage',
    type: 'string',
    enum: ['staging', 'prod'],
    default: 'staging',
  },
  change: {
    title: 'Values',
    type: 'object',
    'ui:field': 'SageMakerDeploymentConfig',
    'ui:options': { stageField: 'target' },
  },
};

const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

describe.each(FORM_SYSTEMS)(
  'SageMakerDeploymentConfig in the $system system',
  ({ render }) => {
    let api: FakeSageMakerApi;
    let created: object[];
    let asked: string[];

    const options = (repository: string | undefined = REPOSITORY) => ({
      properties,
      entities: [],
      api,
      initialState: { repository },
      onCreate: (values: object) => created.push(values),
    });
    const count = () => screen.findByLabelText('InstanceCount');

    beforeEach(() => {
      created = [];
      asked = [];
      api = new FakeSageMakerApi();
      api.getDeploymentConfig = async (ref, stage) => {
        asked.push(`${ref} ${stage}`);
        return deploymentConfig({ stage });
      };
    });

    it('asks for repository and stage first', async () => {
      await render({ ...options(), initialState: {} });
      expect(
        await screen.findByText(/Choose a deployment repository and a stage/),
      ).toBeInTheDocument();
      expect(asked).toEqual([]);
    });

    it('says that it is loading', async () => {
      api.getDeploymentConfig = () => new Promise(() => {});
      await render(options());
      expect(
        await screen.findByRole('status', {
          name: 'Loading the values of the stage',
        }),
      ).toBeInTheDocument();
    });

    it('shows the present values with their rules, and what stays as it is', async () => {
      await render(options());
      expect(await count()).toHaveValue('1');
      expect(asked).toEqual([`${REPOSITORY} staging`]);
      expect(
        screen.getByText(
          /Instances behind the endpoint. At least one instance/,
        ),
      ).toBeInTheDocument();
      const shifting = screen.getByLabelText('TrafficShifting');
      expect(
        Array.from(shifting.querySelectorAll('option'), ({ text }) => text),
      ).toEqual(['ALL_AT_ONCE', 'CANARY', 'LINEAR']);
      const fixed = screen.getByRole('group', { name: 'Not changed here' });
      expect(within(fixed).getByText('EndpointName')).toBeInTheDocument();
      expect(
        within(fixed).getByText('it says which deployment this is'),
      ).toBeInTheDocument();
      expect(screen.queryByLabelText('EndpointName')).toBeNull();
      expect(
        screen.getByText('All values are as they are now.'),
      ).toBeInTheDocument();
    });

    it('shows which values differ from now, and resets them', async () => {
      await render(options());
      await userEvent.clear(await count());
      await userEvent.type(await count(), '4');
      await userEvent.selectOptions(
        screen.getByLabelText('TrafficShifting'),
        'CANARY',
      );
      expect(
        screen.getByText(
          '2 values differ from now: InstanceCount, TrafficShifting.',
        ),
      ).toBeInTheDocument();
      await userEvent.click(
        screen.getByRole('button', { name: 'Reset InstanceCount to 1' }),
      );
      expect(await count()).toHaveValue('1');
      expect(
        screen.getByText('1 value differs from now: TrafficShifting.'),
      ).toBeInTheDocument();
      await userEvent.click(screen.getByRole('button', { name: 'Reset all' }));
      expect(screen.getByLabelText('TrafficShifting')).toHaveValue(
        'ALL_AT_ONCE',
      );
      expect(
        screen.getByText('All values are as they are now.'),
      ).toBeInTheDocument();
    });

    it('hands over the changed values with the etag', async () => {
      await render(options());
      await userEvent.clear(await count());
      await userEvent.type(await count(), '4');
      await review();
      await userEvent.click(
        await screen.findByRole('button', { name: 'Create' }),
      );
      await waitFor(() =>
        expect(created).toEqual([
          {
            repository: REPOSITORY,
            target: 'staging',
            change: { etag: 'etag-1', parameters: { InstanceCount: '4' } },
          },
        ]),
      );
    });

    it('says which rule a value breaks while it is typed', async () => {
      await render(options());
      await userEvent.clear(await count());
      await userEvent.type(await count(), '0');
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'must be at least 1 (At least one instance)',
      );
    });

    it.each([
      ['what the backend finds', ['parameter InstanceCount: no'], /Count: no/],
      ['what could not be checked', undefined, /could not be checked/],
    ])('does not go on with %s', async (_, messages, says) => {
      api.checkDeploymentChange = async () =>
        messages
          ? { findings: messages.map(message => ({ message })), asOf: AS_OF }
          : backendAnswers(503, {
              name: 'ServiceUnavailableError',
              message: 'down',
            });
      await render(options());
      await userEvent.clear(await count());
      await userEvent.type(await count(), '4');
      await review();
      await waitFor(() =>
        expect(screen.getAllByText(says).length).toBeGreaterThan(0),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('does not go on without a change', async () => {
      await render(options());
      await count();
      await review();
      await waitFor(() =>
        expect(
          screen.getAllByText(/nothing to change/i).length,
        ).toBeGreaterThan(0),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('drops what was chosen for a file that is another one now', async () => {
      await render({
        ...options(),
        initialState: {
          repository: REPOSITORY,
          change: { etag: 'etag-0', parameters: { InstanceCount: '9' } },
        },
      });
      expect(
        await screen.findByText(/The file has changed since you chose values/),
      ).toBeInTheDocument();
      expect(await count()).toHaveValue('1');
    });

    it.each([
      [
        403,
        { name: 'NotAllowedError', message: 'Unauthorized' },
        /You are not allowed to see this/,
      ],
      [
        503,
        {
          name: 'ServiceUnavailableError',
          message: 'GetFile failed',
          code: 'ThrottlingException',
          kind: 'throttled',
        },
        /AWS answered ThrottlingException. GetFile failed/,
      ],
    ])(
      'shows why it cannot read (%s), and retries',
      async (code, error, says) => {
        const healthy = api.getDeploymentConfig;
        api.getDeploymentConfig = () => backendAnswers(code, error);
        await render(options());
        expect(await screen.findByRole('alert')).toHaveTextContent(says);
        api.getDeploymentConfig = healthy;
        await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
        expect(await count()).toHaveValue('1');
      },
    );

    it('says what to do when nothing can be changed', async () => {
      api.getDeploymentConfig = async () =>
        deploymentConfig({
          parameters: deploymentConfig().parameters.slice(0, 1),
          git: undefined,
          unreadable: ['app_infra/x.yaml: it is neither YAML nor JSON'],
        });
      await render(options());
      for (const says of [
        /no value that can be changed here/,
        /The portal can read this repository, and not change it/,
        /Not readable: app_infra\/x.yaml/,
      ]) {
        expect(await screen.findByText(says)).toBeInTheDocument();
      }
    });
  },
);
