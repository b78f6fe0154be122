import type { ProjectTemplateDetail } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { accountSet, AS_OF } from '../__testUtils__/fixtures';
import { FORM_SYSTEMS } from '../__testUtils__/templateForm';

const RISK = 'resource:default/credit-risk';
const PRODUCT = 'servicecatalog:prod-1';

const version = (id: string, over = {}) => ({
  id,
  name: id.replace('pa-', 'v'),
  createdAt: AS_OF,
  launchable: true,
  isDefault: false,
  ...over,
});

const DETAIL: ProjectTemplateDetail = {
  asOf: AS_OF,
  versions: [
    version('pa-3', { launchable: false }),
    version('pa-2', { isDefault: true }),
    version('pa-1'),
  ],
  launchPaths: [{ id: 'lp-1', name: 'MLOps' }],
  parameters: [
    {
      key: 'InstanceType',
      type: 'String',
      description: 'Instances of the endpoint',
      isSecret: false,
      defaultValue: 'ml.m5.large',
      allowedValues: ['ml.m5.large', 'ml.m5.xlarge'],
    },
    {
      key: 'Team',
      type: 'String',
      isSecret: false,
      allowedPattern: '[a-z]+',
      rule: 'lower case letters',
    },
    { key: 'Token', type: 'String', isSecret: true, minLength: 4 },
  ],
  findings: [],
};

const text = (title: string) => ({ title, type: 'string' });
const properties = {
  accountSet: text('Account set'),
  projectTemplate: text('Project template'),
  name: text('Name'),
  projectParameters: {
    title: 'Parameters',
    type: 'object',
    'ui:field': 'SageMakerProjectParameters',
  },
  review: {
    title: 'Review',
    type: 'string',
    'ui:field': 'SageMakerUseCaseReview',
  },
};
const chosen = {
  accountSet: RISK,
  projectTemplate: PRODUCT,
  name: 'scoring',
};

describe.each(FORM_SYSTEMS)(
  'fields of a use case in the $system system',
  ({ render }) => {
    let api: FakeSageMakerApi;
    let created: { values: object; secrets: object }[];

    const start = (
      initialState: object = chosen,
      fields: (keyof typeof properties)[] = ['projectParameters'],
    ) =>
      render({
        properties: Object.fromEntries(
          fields.map(name => [name, properties[name]]),
        ),
        entities: [accountSet('credit-risk')],
        api,
        initialState,
        onCreate: (values: object, secrets: object) =>
          created.push({ values, secrets }),
      });
    const submit = async () => {
      await userEvent.click(screen.getByRole('button', { name: 'Review' }));
      await userEvent.click(
        await screen.findByRole('button', { name: 'Create' }),
      );
    };

    beforeEach(() => {
      created = [];
      api = new FakeSageMakerApi();
      api.getProjectTemplate = async () => DETAIL;
    });

    describe('SageMakerProjectParameters', () => {
      it('wants a template first', async () => {
        await start({ accountSet: RISK });
        expect(
          await screen.findByText('Choose a project template first.'),
        ).toBeInTheDocument();
      });

      it('offers versions, and parameters with what the template says', async () => {
        await start();
        const versions = await screen.findByLabelText('Version');
        expect(
          Array.from(versions.querySelectorAll('option'), option => [
            option.text,
            option.disabled,
          ]),
        ).toEqual([
          ['Newest (v2)', false],
          ['v3 (deprecated or inactive)', true],
          ['v2', false],
          ['v1', false],
        ]);
        expect(screen.queryByLabelText(/Launch path/)).toBeNull();
        const type = screen.getByLabelText('InstanceType');
        expect(
          Array.from(type.querySelectorAll('option'), option => option.text),
        ).toEqual(['Default (ml.m5.large)', 'ml.m5.large', 'ml.m5.xlarge']);
        expect(type).toHaveAccessibleDescription('Instances of the endpoint');
        expect(screen.getByLabelText(/Token/)).toHaveAttribute(
          'type',
          'password',
        );
      });

      it('hands parameters to the form and the secret to the secrets', async () => {
        await start();
        await userEvent.selectOptions(
          await screen.findByLabelText('InstanceType'),
          'ml.m5.xlarge',
        );
        await userEvent.type(screen.getByLabelText(/Team/), 'risk');
        await userEvent.type(screen.getByLabelText(/Token/), 'hush-hush');
        await submit();
        await waitFor(() => expect(created).toHaveLength(1));
        expect(created[0]).toEqual({
          values: {
            ...chosen,
            projectParameters: {
              parameters: { InstanceType: 'ml.m5.xlarge', Team: 'risk' },
              secretParameters: { Token: 'projectTemplate_Token' },
            },
          },
          secrets: { projectTemplate_Token: 'hush-hush' },
        });
        expect(document.body).not.toHaveTextContent('hush-hush');
      });

      it('says the rule at once, and does not go on', async () => {
        await start();
        const team = await screen.findByLabelText(/Team/);
        await userEvent.type(team, 'R1');
        expect(team).toHaveAccessibleDescription(
          'The value must match [a-z]+ (lower case letters)',
        );
        await userEvent.type(screen.getByLabelText(/Token/), 'abc');
        await userEvent.click(screen.getByRole('button', { name: 'Review' }));
        expect(
          (
            await screen.findAllByText(
              /'R1' must match \[a-z\]\+ \(lower case letters\)/,
            )
          ).length,
        ).toBeGreaterThan(0);
        // Three characters are no secret of at least four.
        expect(
          screen.getAllByText(/parameter Token: this secret needs a value/)
            .length,
        ).toBeGreaterThan(0);
        expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
      });

      it('reads the parameters of the chosen version', async () => {
        const asked: object[] = [];
        api.getProjectTemplate = async (_, query) => {
          asked.push(query);
          return query.version === 'pa-1'
            ? { ...DETAIL, parameters: [] }
            : DETAIL;
        };
        await start();
        await userEvent.selectOptions(
          await screen.findByLabelText('Version'),
          'pa-1',
        );
        expect(
          await screen.findByText('This project template takes no parameters.'),
        ).toBeInTheDocument();
        expect(asked).toEqual([
          { template: PRODUCT },
          { template: PRODUCT, version: 'pa-1' },
        ]);
      });

      it('asks for a launch path where there are several', async () => {
        const launchPaths = [
          { id: 'lp-1', name: 'MLOps' },
          { id: 'lp-2', name: 'Data' },
        ];
        api.getProjectTemplate = async (_, { launchPath }) =>
          launchPath
            ? { ...DETAIL, launchPaths, parameters: [] }
            : {
                ...DETAIL,
                launchPaths,
                parameters: undefined,
                findings: [
                  { field: 'launchPath', message: 'launch path: choose one' },
                ],
              };
        await start();
        expect(
          await screen.findByText('launch path: choose one'),
        ).toBeInTheDocument();
        await userEvent.selectOptions(
          screen.getByLabelText(/Launch path/),
          'lp-2',
        );
        await submit();
        await waitFor(() => expect(created).toHaveLength(1));
        expect(created[0].values).toStrictEqual({
          ...chosen,
          projectParameters: {
            launchPath: 'lp-2',
            parameters: {},
            secretParameters: {},
          },
        });
      });

      it('drops what the template or the form no longer has', async () => {
        await start({
          ...chosen,
          projectParameters: {
            parameters: { Team: 'risk', Old: 'x' },
            secretParameters: { Token: 'projectTemplate_Token' },
          },
        });
        expect(await screen.findByLabelText(/Team/)).toHaveValue('risk');
        await userEvent.click(screen.getByRole('button', { name: 'Review' }));
        const token = screen.getByLabelText(/Token/);
        expect(token).toBeInvalid();
        await userEvent.type(token, 'again');
        await submit();
        await waitFor(() =>
          expect(created).toEqual([
            {
              values: {
                ...chosen,
                projectParameters: {
                  parameters: { Team: 'risk' },
                  secretParameters: { Token: 'projectTemplate_Token' },
                },
              },
              secrets: { projectTemplate_Token: 'again' },
            },
          ]),
        );
      });

      it('shows why the template could not be read, and retries', async () => {
        api.getProjectTemplate = () =>
          backendAnswers(503, {
            name: 'ServiceUnavailableError',
            message: 'ListLaunchPaths failed',
            code: 'ThrottlingException',
            kind: 'throttled',
          });
        await start();
        expect(await screen.findByRole('alert')).toHaveTextContent(
          /AWS answered ThrottlingException. ListLaunchPaths failed/,
        );
        api.getProjectTemplate = async () => DETAIL;
        await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
        expect(await screen.findByLabelText(/Team/)).toBeInTheDocument();
      });
    });

    describe('SageMakerUseCaseReview', () => {
      const review = (form: object = chosen) => start(form, ['review']);

      it('says what the form lacks', async () => {
        await review({ accountSet: RISK });
        expect(
          await screen.findByText(
            'To review the use case, the form still needs a name, a project template.',
          ),
        ).toBeInTheDocument();
      });

      it('says what will be created in which account', async () => {
        await review();
        const table = await screen.findByRole('table', {
          name: 'What will be created in credit-risk, eu-west-1',
        });
        const rows = within(table)
          .getAllByRole('row')
          .map(row => row.textContent);
        expect(rows).toContain(
          'SageMaker projectscoringtooling account 100000000002',
        );
        expect(rows).toContain(
          'Training pipelinescoring-trainingdev account 210000000002, with the first build',
        );
      });

      it('asks with what the form holds, and never with a secret', async () => {
        const asked: object[] = [];
        api.checkUseCase = async (set, request) => {
          asked.push({ set, ...request });
          return { asOf: AS_OF, findings: [], notChecked: [] };
        };
        await review({
          ...chosen,
          projectParameters: {
            version: 'pa-1',
            parameters: { Team: 'risk' },
            secretParameters: { Token: 'projectTemplate_Token' },
          },
        });
        expect(
          await screen.findByText('Nothing stands in the way'),
        ).toBeInTheDocument();
        expect(asked).toEqual([
          {
            set: RISK,
            name: 'scoring',
            template: PRODUCT,
            version: 'pa-1',
            parameters: { Team: 'risk' },
            secretNames: ['Token'],
          },
        ]);
      });

      it('lists the findings and what is not checked, and looks again', async () => {
        api.checkUseCase = async () => ({
          asOf: AS_OF,
          findings: [{ field: 'name', message: 'name: it is taken' }],
          notChecked: ['the launch role: AccessDenied'],
        });
        await review();
        const status = await screen.findByRole('group', {
          name: 'To correct first: 1',
        });
        expect(status).toHaveTextContent('name: it is taken');
        expect(
          screen.getByRole('group', { name: 'Not checked' }),
        ).toHaveTextContent('the launch role: AccessDenied');
        api.checkUseCase = async () => ({
          asOf: AS_OF,
          findings: [],
          notChecked: [],
        });
        await userEvent.click(
          screen.getByRole('button', { name: 'Check again' }),
        );
        expect(
          await screen.findByText('Nothing stands in the way'),
        ).toBeInTheDocument();
      });

      it('says that it is at work', async () => {
        api.checkUseCase = () => new Promise(() => {});
        await review();
        expect(
          await screen.findByRole('status', {
            name: 'Loading the checks in AWS',
          }),
        ).toBeInTheDocument();
      });

      it.each([
        [
          'an error of AWS',
          503,
          {
            name: 'ServiceUnavailableError',
            message: 'ListLaunchPaths failed',
            code: 'ThrottlingException',
            kind: 'throttled',
          },
          'AWS answered ThrottlingException',
          true,
        ],
        [
          'a missing permission',
          403,
          { name: 'NotAllowedError', message: 'You lack sagemaker.template' },
          'You are not allowed to see this',
          false,
        ],
      ])('shows %s', async (_, status, error, title, retries) => {
        api.checkUseCase = () => backendAnswers(status, error);
        await review();
        const picture = await screen.findByRole('group', { name: title });
        expect(picture).toHaveTextContent(error.message);
        expect(within(picture).queryAllByRole('button')).toHaveLength(
          retries ? 1 : 0,
        );
      });

      it('shows that the set is not there', async () => {
        await review({ ...chosen, accountSet: 'resource:default/none' });
        expect(
          await screen.findByText(/account set resource:default\/none is not/),
        ).toBeInTheDocument();
      });
    });
  },
);
