import { entityNameFor } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import { accountSet, AS_OF } from '../__testUtils__/fixtures';
import { FORM_SYSTEMS } from '../__testUtils__/templateForm';

const SETS = [
  accountSet('marketing'),
  accountSet('credit-risk'),
  accountSet('churn-pilot', { state: 'decommissioned' }),
];
const RISK = 'resource:default/credit-risk';

const projectArn = 'arn:aws:sagemaker:eu-west-1:100000000002:project/taken';
const taken = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: entityNameFor('taken', projectArn),
    namespace: 'default',
  },
};

const properties = {
  accountSet: {
    title: 'Account set',
    type: 'string',
    'ui:field': 'SageMakerAccountSetPicker',
  },
  template: {
    title: 'Project template',
    type: 'string',
    'ui:field': 'SageMakerProjectTemplatePicker',
  },
  name: {
    title: 'Name',
    type: 'string',
    'ui:field': 'SageMakerProjectNamePicker',
  },
};

const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

describe.each(FORM_SYSTEMS)(
  'form fields in the $system system',
  ({ render }) => {
    let api: FakeSageMakerApi;
    let created: object[];
    const options = (over = {}) => ({
      properties,
      entities: [...SETS, taken],
      api,
      onCreate: (values: object) => created.push(values),
      ...over,
    });

    beforeEach(() => {
      created = [];
      api = new FakeSageMakerApi();
      api.getProjectTemplates = async set => ({
        asOf: AS_OF,
        items: [
          {
            id: set === RISK ? 'servicecatalog:prod-1' : 's3:bucket/key.yaml',
            name: 'Training and inference',
            description: `For ${set}`,
            source: set === RISK ? 'ServiceCatalog' : 'S3',
          },
        ],
      });
    });

    it('offers active account sets with region and owner, sorted', async () => {
      await render(options());
      const field = await screen.findByLabelText('Account set');
      await waitFor(() => expect(field).toBeEnabled());
      expect(
        Array.from(field.querySelectorAll('option'), ({ text }) => text),
      ).toEqual([
        'Choose an account set',
        'credit-risk (eu-west-1, owned by group:default/credit-risk)',
        'marketing (eu-west-1, owned by group:default/marketing)',
      ]);
    });

    it('says what to do when there is no account set', async () => {
      await render(options({ entities: [SETS[2]] }));
      expect(
        await screen.findByText(/no active account set/),
      ).toBeInTheDocument();
    });

    it('offers the templates of the chosen set, and drops the choice with the set', async () => {
      await render(options());
      const set = await screen.findByLabelText('Account set');
      const template = await screen.findByLabelText('Project template');
      expect(template).toBeDisabled();
      expect(template).toHaveTextContent('Choose an account set first');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      await screen.findByRole('option', {
        name: 'Training and inference (Service Catalog)',
      });
      await userEvent.selectOptions(template, 'servicecatalog:prod-1');
      expect(await screen.findByText(`For ${RISK}`)).toBeInTheDocument();
      await userEvent.selectOptions(set, 'resource:default/marketing');
      await screen.findByRole('option', {
        name: 'Training and inference (S3)',
      });
      expect(template).toHaveValue('');
    });

    it('says what to do when the set offers no template', async () => {
      api.getProjectTemplates = async () => ({
        items: [],
        asOf: AS_OF,
        unreadable: ['S3 bucket b: AccessDenied'],
      });
      await render(options());
      const set = await screen.findByLabelText('Account set');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      expect(
        await screen.findByText(/offers no project template/),
      ).toBeInTheDocument();
      expect(
        screen.getByText('Not readable: S3 bucket b: AccessDenied'),
      ).toBeInTheDocument();
    });

    it('shows why the templates could not be read, and retries', async () => {
      const healthy = api.getProjectTemplates;
      api.getProjectTemplates = () =>
        backendAnswers(503, {
          name: 'ServiceUnavailableError',
          message: 'SearchProducts failed',
          code: 'ThrottlingException',
          kind: 'throttled',
        });
      await render(options());
      const set = await screen.findByLabelText('Account set');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      expect(await screen.findByRole('alert')).toHaveTextContent(
        /AWS answered ThrottlingException. SearchProducts failed/,
      );
      api.getProjectTemplates = healthy;
      await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
      expect(
        await screen.findByRole('option', { name: /Service Catalog/ }),
      ).toBeInTheDocument();
    });

    it('shows the rule for names, and says at once when one breaks it', async () => {
      await render(options());
      const name = await screen.findByLabelText('Name');
      expect(screen.getByText(/Up to 32 letters/)).toBeInTheDocument();
      await userEvent.type(name, 'not_allowed');
      expect(
        await screen.findByText(/'not_allowed' cannot be a project name/),
      ).toBeInTheDocument();
    });

    it('says while typing that a use case of that name exists in the set', async () => {
      await render(options());
      const set = await screen.findByLabelText('Account set');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      await userEvent.type(screen.getByLabelText('Name'), 'taken');
      expect(
        await screen.findByText(/already a use case 'taken'/),
      ).toBeInTheDocument();
    });

    it.each([
      ['not_allowed', /cannot be a project name/],
      ['taken', /already a use case 'taken'/],
    ])('does not go on with the name %s', async (typed, reason) => {
      await render(options());
      const set = await screen.findByLabelText('Account set');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      await userEvent.type(screen.getByLabelText('Name'), typed);
      await review();
      await waitFor(() =>
        expect(screen.getAllByText(reason).length).toBeGreaterThan(1),
      );
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    });

    it('hands over entity ref, template id and name', async () => {
      await render(options());
      const set = await screen.findByLabelText('Account set');
      await waitFor(() => expect(set).toBeEnabled());
      await userEvent.selectOptions(set, RISK);
      await screen.findByRole('option', { name: /Service Catalog/ });
      await userEvent.selectOptions(
        screen.getByLabelText('Project template'),
        'servicecatalog:prod-1',
      );
      await userEvent.type(screen.getByLabelText('Name'), 'scoring');
      await review();
      await userEvent.click(
        await screen.findByRole('button', { name: 'Create' }),
      );
      await waitFor(() =>
        expect(created).toEqual([
          {
            accountSet: RISK,
            template: 'servicecatalog:prod-1',
            name: 'scoring',
          },
        ]),
      );
    });
  },
);
