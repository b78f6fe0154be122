import { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { matchesPattern } from './matchesPattern';

/** Limit of a parameter's value in CreateProject and UpdateProject. */
const MAX_VALUE = 4096;

/** SageMaker passes these to every template that declares them. */
export const SET_BY_SAGEMAKER = ['SageMakerProjectName', 'SageMakerProjectId'];

export interface GivenParameters {
  parameters: Record<string, string>;
  /** Values of NoEcho parameters: no finding may repeat one. */
  secrets: Record<string, string>;
}

const isNumber = (value: string) =>
  value.trim() !== '' && Number.isFinite(Number(value));

function elements(value: string): string[] {
  return value.split(',').map(element => element.trim());
}

/** The rules that a value breaks, as CloudFormation will apply them. */
function brokenRules(parameter: TemplateParameter, value: string): string[] {
  const { type, allowedValues, allowedPattern } = parameter;
  const { minLength, maxLength, minValue, maxValue } = parameter;
  const isList = type === 'CommaDelimitedList' || type === 'List<Number>';
  const values = isList ? elements(value) : [value];
  const isNumeric = type === 'Number' || type === 'List<Number>';
  const broken = [];
  if (value.length > MAX_VALUE) {
    broken.push(`must have at most ${MAX_VALUE} characters`);
  }
  if (isNumeric && !values.every(isNumber)) {
    broken.push(isList ? 'must be a list of numbers' : 'must be a number');
  }
  // The value of any other type is the name of something that AWS looks up.
  if (!isList && !isNumeric && type !== 'String') {
    return broken;
  }
  if (allowedValues && !values.every(each => allowedValues.includes(each))) {
    broken.push(`must be one of ${allowedValues.join(', ')}`);
  }
  if (type === 'String') {
    if (minLength !== undefined && value.length < minLength) {
      broken.push(`must have at least ${minLength} characters`);
    }
    if (maxLength !== undefined && value.length > maxLength) {
      broken.push(`must have at most ${maxLength} characters`);
    }
    if (allowedPattern && matchesPattern(allowedPattern, value) === false) {
      broken.push(`must match ${allowedPattern}`);
    }
  }
  if (type === 'Number' && isNumber(value)) {
    if (minValue !== undefined && Number(value) < minValue) {
      broken.push(`must be at least ${minValue}`);
    }
    if (maxValue !== undefined && Number(value) > maxValue) {
      broken.push(`must be at most ${maxValue}`);
    }
  }
  return broken;
}

function valueFinding(
  parameter: TemplateParameter,
  { parameters, secrets }: GivenParameters,
): string | undefined {
  const { key, isSecret, defaultValue, rule } = parameter;
  const plain: string | undefined = parameters[key];
  const secret: string | undefined = secrets[key];
  if (SET_BY_SAGEMAKER.includes(key)) {
    return (plain ?? secret) === undefined
      ? undefined
      : `parameter ${key}: SageMaker sets it itself, leave it out`;
  }
  if (isSecret && plain !== undefined) {
    return `parameter ${key}: the template declares it as a secret (NoEcho); give it in secretParameters, where it is not stored or logged`;
  }
  if (!isSecret && secret !== undefined) {
    return `parameter ${key}: the template declares it without NoEcho, so AWS would show its value; give it in parameters if it is no secret`;
  }
  const value = plain ?? secret;
  if (value === undefined) {
    return defaultValue === undefined
      ? `parameter ${key}: it has no default and needs a value${
          isSecret ? ' in secretParameters' : ''
        }`
      : undefined;
  }
  const broken = brokenRules(parameter, value);
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
): string[] {
  const known = declared.map(({ key }) => key);
  const unknown = [
    ...Object.keys(given.parameters),
    ...Object.keys(given.secrets),
  ].filter(key => !known.includes(key));
  return [
    ...unknown.map(
      key =>
        `parameter ${key}: the template has none of that name; it has ${
          known.filter(name => !SET_BY_SAGEMAKER.includes(name)).join(', ') ||
          'no parameters'
        }`,
    ),
    ...declared.flatMap(parameter => valueFinding(parameter, given) ?? []),
  ];
}
