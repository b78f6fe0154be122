import {
  createScaffolderFieldExtension,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { ComponentType, lazy, Suspense } from 'react';
import type { AccountSetFieldOptions } from '../fields/otherField';
import { sagemakerPlugin } from './plugin';

type Props = FieldExtensionComponentProps<string, AccountSetFieldOptions>;

/** The legacy system takes components as they are, so they are made lazy here. */
function lazily(load: () => Promise<ComponentType<Props>>) {
  const Field = lazy(async () => ({ default: await load() }));
  return (props: Props) => (
    <Suspense fallback={null}>
      <Field {...props} />
    </Suspense>
  );
}

export const SageMakerAccountSetPickerFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerAccountSetPicker',
    component: lazily(() =>
      import('../fields/AccountSetPicker').then(m => m.AccountSetPicker),
    ),
    validation: async (...args) =>
      (await import('../fields/validation')).validateAccountSet(...args),
  }),
);

export const SageMakerProjectTemplatePickerFieldExtension =
  sagemakerPlugin.provide(
    createScaffolderFieldExtension({
      name: 'SageMakerProjectTemplatePicker',
      component: lazily(() =>
        import('../fields/ProjectTemplatePicker').then(
          m => m.ProjectTemplatePicker,
        ),
      ),
      validation: async (...args) =>
        (await import('../fields/validation')).validateProjectTemplate(...args),
    }),
  );

export const SageMakerProjectNamePickerFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerProjectNamePicker',
    component: lazily(() =>
      import('../fields/ProjectNamePicker').then(m => m.ProjectNamePicker),
    ),
    validation: async (...args) =>
      (await import('../fields/validation')).validateProjectName(...args),
  }),
);
