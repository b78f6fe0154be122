import { stringifyError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { findAccountSet } from './accountSets';
import {
  AccountSetFieldOptions,
  chosenAccountSet,
  chosenDeployment,
  chosenTemplate,
  DeploymentFieldOptions,
  TemplateFieldOptions,
} from './otherField';
import type { DeploymentValues } from './deployment/value';
import { fieldFindings, ProjectParameters } from './parameters/value';
import { nameProblem, nameProblemInSet } from './projectName';

type Context = Parameters<
  CustomFieldValidator<string, AccountSetFieldOptions>
>[2];
type Check = (value: string, context: Context) => Promise<string | undefined>;

const unchecked = (error: unknown) =>
  `This could not be checked: ${stringifyError(error)}`;

/**
 * A validation that adds the problem it finds. A value that cannot be checked is
 * refused too: creating with it would fail later and farther away.
 */
const validate =
  (check: Check) =>
  async (
    value: string | undefined,
    field: { addError: (message: string) => void },
    context: Context,
  ) => {
    if (!value) return;
    try {
      const problem = await check(value, context);
      if (problem) field.addError(problem);
    } catch (error) {
      field.addError(unchecked(error));
    }
  };

/** Both APIs are always there: catalog and this plugin bring them. */
function required<T>(api: T | undefined, name: string): T {
  if (!api) throw new Error(`The ${name} API is not installed in this app`);
  return api;
}

const catalogOf = ({ apiHolder }: Pick<Context, 'apiHolder'>) =>
  required(apiHolder.get(catalogApiRef), 'catalog');

const accountSetOf = ({ formData, uiSchema }: Context) =>
  chosenAccountSet(formData, uiSchema?.['ui:options']);

export const validateAccountSet = validate(async (value, context) => {
  const set = await findAccountSet(catalogOf(context), value);
  if (!set) return `There is no account set ${value} in the catalog`;
  return set.spec.state === 'active'
    ? undefined
    : `The account set ${value} is ${set.spec.state}; choose an active one`;
});

export const validateProjectTemplate = validate(async (value, context) => {
  const accountSet = accountSetOf(context);
  if (!accountSet) return 'Choose an account set first';
  const api = required(context.apiHolder.get(sagemakerApiRef), 'SageMaker');
  const { items } = await api.getProjectTemplates(accountSet);
  return items.some(({ id }) => id === value)
    ? undefined
    : `The account set ${accountSet} does not offer the project template ${value}`;
});

export const validateProjectName = validate(async (value, context) => {
  const wrong = nameProblem(value);
  if (wrong) return wrong;
  const accountSet = accountSetOf(context);
  return accountSet
    ? nameProblemInSet(catalogOf(context), value, accountSet)
    : undefined;
});

/** Everything that AWS would refuse of the parameters, each as an error of its own. */
export async function validateProjectParameters(
  value: ProjectParameters,
  field: { addError: (message: string) => void },
  context: Parameters<
    CustomFieldValidator<ProjectParameters, TemplateFieldOptions>
  >[2],
) {
  const { formData, uiSchema, apiHolder } = context;
  const options = uiSchema?.['ui:options'];
  const accountSet = chosenAccountSet(formData, options);
  const template = chosenTemplate(formData, options);
  if (!accountSet || !template) {
    field.addError('Choose an account set and a project template first');
    return;
  }
  try {
    const api = required(apiHolder.get(sagemakerApiRef), 'SageMaker');
    const { version, launchPath } = value;
    const detail = await api.getProjectTemplate(accountSet, {
      template,
      version,
      launchPath,
    });
    for (const { message } of fieldFindings(detail, value)) {
      field.addError(message);
    }
  } catch (error) {
    field.addError(unchecked(error));
  }
}

/** What stands in the way of the change, as the backend finds it now. */
export async function validateDeploymentConfig(
  value: DeploymentValues | undefined,
  field: { addError: (message: string) => void },
  context: Parameters<
    CustomFieldValidator<DeploymentValues, DeploymentFieldOptions>
  >[2],
) {
  const { formData, uiSchema, apiHolder } = context;
  const options = uiSchema?.['ui:options'];
  const { repository, stage } = chosenDeployment(formData, options);
  if (!repository || !stage) {
    field.addError('Choose a deployment repository and a stage first');
    return;
  }
  if (!value || !Object.keys(value.parameters ?? {}).length) {
    field.addError('There is nothing to change: choose another value');
    return;
  }
  try {
    const api = required(apiHolder.get(sagemakerApiRef), 'SageMaker');
    const { etag, parameters } = value;
    const { findings } = await api.checkDeploymentChange(repository, {
      stage,
      etag,
      parameters,
    });
    for (const { message } of findings) {
      field.addError(message);
    }
  } catch (error) {
    field.addError(unchecked(error));
  }
}
