import type {
  Parameter,
  PipelineParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** What the form holds, by the name of the parameter. */
export type Values = Record<string, string>;

/** What the form begins with: an earlier run's values over the pipeline's defaults. */
export function initialValues(
  parameters: PipelineParameter[],
  earlier: Parameter[] = [],
): Values {
  const before = new Map(earlier.map(({ name, value }) => [name, value]));
  return Object.fromEntries(
    parameters.map(({ name, defaultValue = '' }) => [
      name,
      before.get(name) ?? defaultValue,
    ]),
  );
}

/** The rule that a value breaks; undefined when SageMaker will take it. */
export function valueProblem(
  parameter: PipelineParameter,
  value: string,
): string | undefined {
  const { type, defaultValue, enumValues } = parameter;
  if (value === '') {
    return defaultValue === undefined ? 'A value is required' : undefined;
  }
  if (enumValues?.length && !enumValues.includes(value)) {
    return `One of ${enumValues.join(', ')}`;
  }
  switch (type) {
    case 'Integer':
      return /^[+-]?\d+$/.test(value) ? undefined : 'A whole number';
    case 'Float':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)
        ? undefined
        : 'A number, such as 0.75';
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'true or false';
    default:
      return undefined;
  }
}

/** What is sent: only what differs from the pipeline's own defaults. */
export function overrides(
  parameters: PipelineParameter[],
  values: Values,
): Parameter[] {
  return parameters.flatMap(({ name, defaultValue }) => {
    const value = values[name] ?? '';
    return value === '' || value === defaultValue ? [] : [{ name, value }];
  });
}
