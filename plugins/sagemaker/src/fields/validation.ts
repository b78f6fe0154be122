import { stringifyError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { findAccountSet } from './accountSets';
import { AccountSetFieldOptions, chosenAccountSet } from './otherField';
import { nameProblem, nameProblemInSet } from './projectName';

type Context = Parameters<
  CustomFieldValidator<string, AccountSetFieldOptions>
>[2];
type Check = (value: string, context: Context) => Promise<string | undefined>;

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
      field.addError(`This could not be checked: ${stringifyError(error)}`);
    }
  };

/** Both APIs are always there: catalog and this plugin bring them. */
function required<T>(api: T | undefined, name: string): T {
  if (!api) throw new Error(`The ${name} API is not installed in this app`);
  return api;
}

const catalogOf = ({ apiHolder }: Context) =>
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
