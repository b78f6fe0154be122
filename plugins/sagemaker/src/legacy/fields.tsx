import {
  createScaffolderFieldExtension,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { ComponentType, lazy, Suspense } from 'react';
import type { DeploymentValues } from '../fields/deployment/value';
import type {
  AccountSetFieldOptions,
  DeploymentFieldOptions,
  ReviewFieldOptions,
  TemplateFieldOptions,
} from '../fields/otherField';
import type { ProjectParameters } from '../fields/parameters/value';
import { sagemakerPlugin } from './plugin';

/** The legacy system takes components as they are, so they are made lazy here. */
function lazily<TValue, TOptions>(
  load: () => Promise<
    ComponentType<FieldExtensionComponentProps<TValue, TOptions>>
  >,
) {
  const Field = lazy(async () => ({ default: await load() }));
  return (props: FieldExtensionComponentProps<TValue, TOptions>) => (
    <Suspense fallback={null}>
      <Field {...props} />
    </Suspense>
  );
}

export const SageMakerAccountSetPickerFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerAccountSetPicker',
    component: lazily<string, AccountSetFieldOptions>(() =>
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
      component: lazily<string, AccountSetFieldOptions>(() =>
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
    component: lazily<string, AccountSetFieldOptions>(() =>
      import('../fields/ProjectNamePicker').then(m => m.ProjectNamePicker),
    ),
    validation: async (...args) =>
      (await import('../fields/validation')).validateProjectName(...args),
  }),
);

export const SageMakerProjectParametersFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerProjectParameters',
    component: lazily<ProjectParameters, TemplateFieldOptions>(() =>
      import('../fields/parameters/ProjectParametersField').then(
        m => m.ProjectParametersField,
      ),
    ),
    validation: async (...args) =>
      (await import('../fields/validation')).validateProjectParameters(...args),
  }),
);

export const SageMakerUseCaseReviewFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerUseCaseReview',
    component: lazily<string, ReviewFieldOptions>(() =>
      import('../fields/review/UseCaseReview').then(m => m.UseCaseReview),
    ),
  }),
);

export const SageMakerDeploymentConfigFieldExtension = sagemakerPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SageMakerDeploymentConfig',
    component: lazily<DeploymentValues, DeploymentFieldOptions>(() =>
      import('../fields/deployment/DeploymentConfigField').then(
        m => m.DeploymentConfigField,
      ),
    ),
    validation: async (...args) =>
      (await import('../fields/validation')).validateDeploymentConfig(...args),
  }),
);
