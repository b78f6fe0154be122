import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccountSetPicker } from './AccountSetPicker';
import { DeploymentConfigField } from './deployment/DeploymentConfigField';
import { ProjectParametersField } from './parameters/ProjectParametersField';
import { ProjectNamePicker } from './ProjectNamePicker';
import { ProjectTemplatePicker } from './ProjectTemplatePicker';
import { UseCaseReview } from './review/UseCaseReview';
import {
  AccountSetPickerSchema,
  DeploymentConfigSchema,
  ProjectNamePickerSchema,
  ProjectParametersSchema,
  ProjectTemplatePickerSchema,
  UseCaseReviewSchema,
} from './schemas';
import {
  validateAccountSet,
  validateDeploymentConfig,
  validateProjectName,
  validateProjectParameters,
  validateProjectTemplate,
} from './validation';

/* The fields as the new frontend system takes them; templates use the names. */

export const accountSetField = createFormField({
  name: 'SageMakerAccountSetPicker',
  component: AccountSetPicker,
  schema: AccountSetPickerSchema,
  validation: validateAccountSet,
});

export const projectTemplateField = createFormField({
  name: 'SageMakerProjectTemplatePicker',
  component: ProjectTemplatePicker,
  schema: ProjectTemplatePickerSchema,
  validation: validateProjectTemplate,
});

export const projectNameField = createFormField({
  name: 'SageMakerProjectNamePicker',
  component: ProjectNamePicker,
  schema: ProjectNamePickerSchema,
  validation: validateProjectName,
});

export const projectParametersField = createFormField({
  name: 'SageMakerProjectParameters',
  component: ProjectParametersField,
  schema: ProjectParametersSchema,
  validation: validateProjectParameters,
});

export const useCaseReviewField = createFormField({
  name: 'SageMakerUseCaseReview',
  component: UseCaseReview,
  schema: UseCaseReviewSchema,
});

export const deploymentConfigField = createFormField({
  name: 'SageMakerDeploymentConfig',
  component: DeploymentConfigField,
  schema: DeploymentConfigSchema,
  validation: validateDeploymentConfig,
});
