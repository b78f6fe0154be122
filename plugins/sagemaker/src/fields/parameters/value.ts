import {
  brokenRules,
  javaPattern,
  parameterFindings,
  PatternMatch,
  PreflightFinding,
  ProjectTemplateDetail,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** The inputs of `sagemaker:project:create` that depend on the template, named as there. */
export interface ProjectParameters {
  version?: string;
  launchPath?: string;
  parameters?: Record<string, string>;
  /** Name of the task's secret that holds the value, by parameter. */
  secretParameters?: Record<string, string>;
}

/** A template's keys are letters and digits, so this is a name that a secret may have. */
export const secretName = (key: string) => `projectTemplate_${key}`;

/** The browser's own reading of a template's pattern; it decides nothing that it does not know. */
const matches: PatternMatch = (pattern, value) => {
  try {
    const source = javaPattern(pattern);
    return source ? new RegExp(source, 'u').test(value) : undefined;
  } catch {
    return undefined;
  }
};

/** Why AWS would refuse the value, with the template author's rule; undefined for a good one. */
export function valueProblem(
  parameter: TemplateParameter,
  value: string,
): string | undefined {
  const broken = brokenRules(parameter, value, matches);
  const rule = parameter.rule ? ` (${parameter.rule})` : '';
  return broken.length ? `The value ${broken.join(' and ')}${rule}` : undefined;
}

/** What AWS would refuse of the whole field; the values of secrets are checked while they are typed. */
export function fieldFindings(
  detail: ProjectTemplateDetail,
  value: ProjectParameters,
): PreflightFinding[] {
  const { findings, parameters: declared = [] } = detail;
  const withheld = Object.keys(value.secretParameters ?? {});
  const isLacking = ({ key, isSecret, defaultValue }: TemplateParameter) =>
    isSecret && defaultValue === undefined && !withheld.includes(key);
  return [
    ...findings,
    ...declared.filter(isLacking).map(
      ({ key }): PreflightFinding => ({
        field: 'parameters',
        parameter: key,
        message: `parameter ${key}: this secret needs a value that keeps its rules`,
      }),
    ),
    ...(detail.parameters
      ? parameterFindings(
          declared.filter(parameter => !isLacking(parameter)),
          { parameters: value.parameters ?? {}, secrets: {}, withheld },
          matches,
        )
      : []),
  ];
}

function only<T>(
  values: Record<string, T> | undefined,
  isKept: (key: string, value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([key, value]) => isKept(key, value)),
  );
}

const idOf = (items: { id: string; name: string }[], wanted?: string) =>
  items.find(({ id, name }) => wanted === id || wanted === name)?.id;

/** Whether two values of the field have the same keys and say the same. */
export function isSame(one: ProjectParameters, other: ProjectParameters) {
  const text = (value: ProjectParameters) =>
    JSON.stringify([
      value.version,
      value.launchPath,
      value.parameters,
      value.secretParameters,
      Object.keys(value).length,
    ]);
  return text(one) === text(other);
}

/**
 * The value without what the template does not have, as after another template was
 * chosen, and without secrets that this form no longer holds.
 */
export function fitting(
  detail: ProjectTemplateDetail,
  value: ProjectParameters,
  secrets: Record<string, string>,
): ProjectParameters {
  const declared = detail.parameters;
  const version = idOf(detail.versions, value.version);
  const launchPath = idOf(detail.launchPaths, value.launchPath);
  return {
    // Left out rather than undefined: the scaffolder's review lists every key.
    ...(version && { version }),
    ...(launchPath && { launchPath }),
    parameters: only(
      value.parameters,
      key =>
        !declared || declared.some(one => one.key === key && !one.isSecret),
    ),
    secretParameters: only(
      value.secretParameters,
      (key, name) =>
        Boolean(secrets[name]) &&
        (!declared || declared.some(one => one.key === key && one.isSecret)),
    ),
  };
}

/** The value with one parameter set, or left to the template's default. */
export function withParameter(
  value: ProjectParameters,
  field: 'parameters' | 'secretParameters',
  key: string,
  text: string | undefined,
): ProjectParameters {
  const others = only(value[field], other => other !== key);
  return {
    ...value,
    [field]: text === undefined ? others : { ...others, [key]: text },
  };
}

const count = (many: number) =>
  `${many} ${many === 1 ? 'character' : 'characters'}`;

/** What the template says about a parameter: description, kind and limits. */
export function parameterHint(parameter: TemplateParameter): string {
  const { description, type, rule, allowedValues } = parameter;
  const { minLength, maxLength, minValue, maxValue } = parameter;
  const isList = /^(List<|CommaDelimitedList)/.test(type);
  const hints = [
    description,
    isList && 'Several values, separated by commas',
    isList && allowedValues && `Of ${allowedValues.join(', ')}`,
    !/^(String|Number|List<Number>|CommaDelimitedList)$/.test(type) && type,
    rule,
    !rule && minLength && `At least ${count(minLength)}`,
    !rule && maxLength && `At most ${count(maxLength)}`,
    !rule && minValue !== undefined && `At least ${minValue}`,
    !rule && maxValue !== undefined && `At most ${maxValue}`,
  ];
  return hints
    .filter((hint): hint is string => Boolean(hint))
    .map(hint => hint.replace(/\.$/, ''))
    .join('. ');
}
