import { TemplateParameter } from '../schema/openapi';

/** Limit of a parameter's value in CreateProject and UpdateProject. */
const MAX_VALUE = 4096;

/**
 * Whether the whole value fits a Java pattern of a template; undefined where that
 * cannot be told. Given from outside: a server has to stop a pattern that
 * backtracks for ever, and a browser cannot.
 */
export type PatternMatch = (
  pattern: string,
  value: string,
) => boolean | undefined;

/** Java's intersection of character classes means something else in JavaScript. */
const JAVA_ONLY = /&&/;

/** The pattern in JavaScript, for the whole value; undefined where only Java knows it. */
export function javaPattern(pattern: string): string | undefined {
  return JAVA_ONLY.test(pattern) ? undefined : `^(?:${pattern})$`;
}

const isNumber = (value: string) =>
  value.trim() !== '' && Number.isFinite(Number(value));

function elements(value: string): string[] {
  return value.split(',').map(element => element.trim());
}

/** The rules that a value breaks, as CloudFormation will apply them: `must be ...`. */
export function brokenRules(
  parameter: TemplateParameter,
  value: string,
  matches: PatternMatch,
): string[] {
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
    if (allowedPattern && matches(allowedPattern, value) === false) {
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
