import { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  ScaffolderFieldExtensions,
  SecretsContextProvider,
  useCustomFieldExtensions,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import {
  FormFieldBlueprint,
  Stepper,
} from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { JsonObject } from '@backstage/types';
import { ReactNode } from 'react';
import {
  accountSetPicker,
  deploymentConfig,
  projectNamePicker,
  projectParameters,
  projectTemplatePicker,
  useCaseReview,
} from '../alpha/formFields';
import { SageMakerApi, sagemakerApiRef } from '../api/SageMakerApi';
import {
  SageMakerAccountSetPickerFieldExtension,
  SageMakerDeploymentConfigFieldExtension,
  SageMakerProjectNamePickerFieldExtension,
  SageMakerProjectParametersFieldExtension,
  SageMakerProjectTemplatePickerFieldExtension,
  SageMakerUseCaseReviewFieldExtension,
} from '../legacy/fields';

interface FormOptions {
  /** Properties of the one step of the template. */
  properties: JsonObject;
  entities: Entity[];
  api: SageMakerApi;
  /** What the form holds from the start. */
  initialState?: object;
  onCreate: (values: JsonObject, secrets: Record<string, string>) => void;
}

const isField = (field: object): field is FieldExtensionOptions =>
  'name' in field && 'component' in field;

const Form = (
  props: Pick<FormOptions, 'properties' | 'initialState' | 'onCreate'> & {
    fields: FieldExtensionOptions[];
  },
) => {
  const { properties, fields, initialState, onCreate } = props;
  const { secrets } = useTemplateSecrets();
  return (
    <Stepper
      manifest={{
        title: 'ML use case',
        steps: [{ title: 'Where', schema: { properties } }],
      }}
      extensions={fields}
      initialState={{ ...initialState }}
      onCreate={async values => onCreate(values, secrets)}
    />
  );
};

async function renderForm(
  options: FormOptions,
  Fields: (props: {
    children: (fields: FieldExtensionOptions[]) => ReactNode;
  }) => ReactNode,
) {
  const { properties, entities, api, initialState, onCreate } = options;
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalogApiMock({ entities })],
        [sagemakerApiRef, api],
      ]}
    >
      <SecretsContextProvider>
        <Fields>
          {fields => (
            <Form
              properties={properties}
              fields={fields}
              initialState={initialState}
              onCreate={onCreate}
            />
          )}
        </Fields>
      </SecretsContextProvider>
    </TestApiProvider>,
  );
}

// One object, as an app has it: the form starts anew with every other outlet.
const OUTLET = (
  <ScaffolderFieldExtensions>
    <SageMakerAccountSetPickerFieldExtension />
    <SageMakerProjectTemplatePickerFieldExtension />
    <SageMakerProjectNamePickerFieldExtension />
    <SageMakerProjectParametersFieldExtension />
    <SageMakerUseCaseReviewFieldExtension />
    <SageMakerDeploymentConfigFieldExtension />
  </ScaffolderFieldExtensions>
);

/** The scaffolder's own form with the fields as the legacy system hands them over. */
const renderLegacyForm = (options: FormOptions) =>
  renderForm(options, ({ children }) =>
    children(useCustomFieldExtensions(OUTLET)),
  );

/** The same form with the fields as the new system loads them. */
async function renderNewForm(options: FormOptions) {
  const { formFieldLoader } = FormFieldBlueprint.dataRefs;
  const loaded: object[] = await Promise.all([
    createExtensionTester(accountSetPicker).get(formFieldLoader)(),
    createExtensionTester(projectTemplatePicker).get(formFieldLoader)(),
    createExtensionTester(projectNamePicker).get(formFieldLoader)(),
    createExtensionTester(projectParameters).get(formFieldLoader)(),
    createExtensionTester(useCaseReview).get(formFieldLoader)(),
    createExtensionTester(deploymentConfig).get(formFieldLoader)(),
  ]);
  const fields = loaded.filter(isField);
  await renderForm(options, ({ children }) => children(fields));
}

export const FORM_SYSTEMS = [
  { system: 'legacy', render: renderLegacyForm },
  { system: 'new', render: renderNewForm },
];
