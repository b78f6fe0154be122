import { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  ScaffolderFieldExtensions,
  SecretsContextProvider,
  useCustomFieldExtensions,
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
  projectNamePicker,
  projectTemplatePicker,
} from '../alpha/formFields';
import { SageMakerApi, sagemakerApiRef } from '../api/SageMakerApi';
import {
  SageMakerAccountSetPickerFieldExtension,
  SageMakerProjectNamePickerFieldExtension,
  SageMakerProjectTemplatePickerFieldExtension,
} from '../legacy/fields';

interface FormOptions {
  /** Properties of the one step of the template. */
  properties: JsonObject;
  entities: Entity[];
  api: SageMakerApi;
  onCreate: (values: JsonObject) => void;
}

const isField = (field: object): field is FieldExtensionOptions =>
  'name' in field && 'component' in field;

async function renderForm(
  options: FormOptions,
  Fields: (props: {
    children: (fields: FieldExtensionOptions[]) => ReactNode;
  }) => ReactNode,
) {
  const { properties, entities, api, onCreate } = options;
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
            <Stepper
              manifest={{
                title: 'ML use case',
                steps: [{ title: 'Where', schema: { properties } }],
              }}
              extensions={fields}
              onCreate={async values => onCreate(values)}
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
  ]);
  const fields = loaded.filter(isField);
  await renderForm(options, ({ children }) => children(fields));
}

export const FORM_SYSTEMS = [
  { system: 'legacy', render: renderLegacyForm },
  { system: 'new', render: renderNewForm },
];
