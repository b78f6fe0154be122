/** Options of the fields that depend on the account set chosen beside them. */
export interface AccountSetFieldOptions {
  /** Name of the form field that holds the account set. */
  accountSetField?: string;
}

/** Options of the fields that depend on a project template, too. */
export interface TemplateFieldOptions extends AccountSetFieldOptions {
  /** Name of the form field that holds the project template. */
  templateField?: string;
}

/** Options of the field that reviews the whole form. */
export interface ReviewFieldOptions extends TemplateFieldOptions {
  nameField?: string;
  parametersField?: string;
  gitField?: string;
  ciField?: string;
}

/** Options of the field with the values of a deployment. */
export interface DeploymentFieldOptions {
  /** Name of the form field that holds the deployment repository. */
  repositoryField?: string;
  /** Name of the form field that holds the stage. */
  stageField?: string;
}

const DEFAULT_FIELD = 'accountSet';
const DEFAULT_TEMPLATE_FIELD = 'projectTemplate';

/** What the form holds in another field, whatever it is. */
export const valueAt = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null
    ? Object.entries(object).find(([name]) => name === key)?.[1]
    : undefined;

/** What the form holds in another field, if it is a text. */
export function textAt(formData: unknown, field: string): string | undefined {
  const value = valueAt(formData, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Entity ref of the account set that the form holds, if one is chosen. */
export const chosenAccountSet = (
  formData: unknown,
  options: AccountSetFieldOptions | undefined,
) => textAt(formData, options?.accountSetField ?? DEFAULT_FIELD);

/** Id of the project template that the form holds, if one is chosen. */
export const chosenTemplate = (
  formData: unknown,
  options: TemplateFieldOptions | undefined,
) => textAt(formData, options?.templateField ?? DEFAULT_TEMPLATE_FIELD);

/** What the form holds, from the context that the scaffolder gives to every field. */
export const formDataOf = (formContext: unknown) =>
  valueAt(formContext, 'formData');

/** The account set from the same context. */
export const chosenInContext = (
  formContext: unknown,
  options: AccountSetFieldOptions | undefined,
) => chosenAccountSet(formDataOf(formContext), options);

/** Deployment repository and stage that the form holds, as far as they are chosen. */
export const chosenDeployment = (
  formData: unknown,
  options: DeploymentFieldOptions | undefined,
) => ({
  repository: textAt(formData, options?.repositoryField ?? 'repository'),
  stage: textAt(formData, options?.stageField ?? 'stage'),
});
