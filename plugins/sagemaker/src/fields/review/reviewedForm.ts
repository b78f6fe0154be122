import type { UseCasePreflightRequest } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  chosenAccountSet,
  chosenTemplate,
  ReviewFieldOptions,
  textAt,
  valueAt,
} from '../otherField';
import type { ProjectParameters } from '../parameters/value';

/** What a review needs of the form, as far as it is filled in. */
export interface ReviewedForm {
  /** Entity ref. */
  accountSet?: string;
  name?: string;
  template?: string;
  parameters: ProjectParameters;
  git?: string;
  ci?: string;
}

const texts = (values: unknown): Record<string, string> =>
  typeof values === 'object' && values !== null
    ? Object.fromEntries(
        Object.entries(values).filter(([, value]) => typeof value === 'string'),
      )
    : {};

/** Reads the other fields of the form. */
export function reviewedForm(
  formData: unknown,
  options: ReviewFieldOptions | undefined,
): ReviewedForm {
  const launch = valueAt(
    formData,
    options?.parametersField ?? 'projectParameters',
  );
  return {
    accountSet: chosenAccountSet(formData, options),
    name: textAt(formData, options?.nameField ?? 'name'),
    template: chosenTemplate(formData, options),
    parameters: {
      version: textAt(launch, 'version'),
      launchPath: textAt(launch, 'launchPath'),
      parameters: texts(valueAt(launch, 'parameters')),
      secretParameters: texts(valueAt(launch, 'secretParameters')),
    },
    git: textAt(formData, options?.gitField ?? 'git'),
    ci: textAt(formData, options?.ciField ?? 'ci'),
  };
}

/** The question to the backend; undefined while the form lacks an answer to it. */
export function preflightRequest({
  name,
  template,
  parameters: launch,
}: ReviewedForm): UseCasePreflightRequest | undefined {
  return name && template
    ? {
        name,
        template,
        version: launch.version,
        launchPath: launch.launchPath,
        parameters: launch.parameters,
        secretNames: Object.keys(launch.secretParameters ?? {}),
      }
    : undefined;
}
