import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccountSetPicker } from './AccountSetPicker';
import { ProjectNamePicker } from './ProjectNamePicker';
import { ProjectTemplatePicker } from './ProjectTemplatePicker';
import {
  AccountSetPickerSchema,
  ProjectNamePickerSchema,
  ProjectTemplatePickerSchema,
} from './schemas';
import {
  validateAccountSet,
  validateProjectName,
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
