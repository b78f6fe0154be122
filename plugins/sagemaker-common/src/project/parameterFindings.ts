import { PreflightFinding, TemplateParameter } from '../schema/openapi';
import { brokenRules, PatternMatch } from './parameterRules';

/** SageMaker passes these to every template that declares them. */
export const SET_BY_SAGEMAKER = ['SageMakerProjectName', 'SageMakerProjectId'];

export interface GivenParameters {
  parameters: Record<string, string>;
  /** Values of NoEcho parameters: no finding may repeat one. */
  secrets: Record<string, string>;
  /** NoEcho parameters that are given, but whose values are not known here. */
  withheld?: string[];
}

function valueFinding(
  parameter: TemplateParameter,
  { parameters, secrets, withheld = [] }: GivenParameters,
  matches: PatternMatch,
): string | undefined {
  const { key, isSecret, defaultValue, rule } = parameter;
  const plain: string | undefined = parameters[key];
  const secret: string | undefined = secrets[key];
  const isWithheld = withheld.includes(key);
  if (SET_BY_SAGEMAKER.includes(key)) {
    return plain === undefined && secret === undefined && !isWithheld
      ? undefined
      : `parameter ${key}: SageMaker sets it itself, leave it out`;
  }
  if (isSecret && plain !== undefined) {
    return `parameter ${key}: the template declares it as a secret (NoEcho); give it in secretParameters, where it is not stored or logged`;
  }
  if (!isSecret && (secret !== undefined || isWithheld)) {
    return `parameter ${key}: the template declares it without NoEcho, so AWS would show its value; give it in parameters if it is no secret`;
  }
  const value = plain ?? secret;
  if (value === undefined) {
    return defaultValue === undefined && !isWithheld
      ? `parameter ${key}: it has no default and needs a value${
          isSecret ? ' in secretParameters' : ''
        }`
      : undefined;
  }
  const broken = brokenRules(parameter, value, matches);
  if (!broken.length) {
    return undefined;
  }
  const shown = isSecret ? 'the value' : `'${value}'`;
  return `parameter ${key}: ${shown} ${broken.join(' and ')}${
    rule ? ` (${rule})` : ''
  }`;
}

/** What CloudFormation would refuse of the parameters for a template, with the rule. */
export function parameterFindings(
  declared: TemplateParameter[],
  given: GivenParameters,
  matches: PatternMatch,
): PreflightFinding[] {
  const known = declared.map(({ key }) => key);
  const unknown = [
    ...Object.keys(given.parameters),
    ...Object.keys(given.secrets),
    ...(given.withheld ?? []),
  ].filter(key => !known.includes(key));
  const finding = (parameter: string, message: string): PreflightFinding => ({
    field: 'parameters',
    parameter,
    message,
  });
  return [
    ...unknown.map(key =>
      finding(
        key,
        `parameter ${key}: the template has none of that name; it has ${
          known.filter(name => !SET_BY_SAGEMAKER.includes(name)).join(', ') ||
          'no parameters'
        }`,
      ),
    ),
    ...declared.flatMap(parameter => {
      const message = valueFinding(parameter, given, matches);
      return message ? finding(parameter.key, message) : [];
    }),
  ];
}
