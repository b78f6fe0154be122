import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

export const accountSetPicker = FormFieldBlueprint.make({
  name: 'account-set-picker',
  params: {
    field: () => import('../fields/formFields').then(m => m.accountSetField),
  },
});

export const projectTemplatePicker = FormFieldBlueprint.make({
  name: 'project-template-picker',
  params: {
    field: () =>
      import('../fields/formFields').then(m => m.projectTemplateField),
  },
});

export const projectNamePicker = FormFieldBlueprint.make({
  name: 'project-name-picker',
  params: {
    field: () => import('../fields/formFields').then(m => m.projectNameField),
  },
});

export const projectParameters = FormFieldBlueprint.make({
  name: 'project-parameters',
  params: {
    field: () =>
      import('../fields/formFields').then(m => m.projectParametersField),
  },
});

export const useCaseReview = FormFieldBlueprint.make({
  name: 'use-case-review',
  params: {
    field: () => import('../fields/formFields').then(m => m.useCaseReviewField),
  },
});

export const deploymentConfig = FormFieldBlueprint.make({
  name: 'deployment-config',
  params: {
    field: () =>
      import('../fields/formFields').then(m => m.deploymentConfigField),
  },
});
