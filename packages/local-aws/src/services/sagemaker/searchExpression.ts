import type { Filter, SearchExpression, Tag } from '@aws-sdk/client-sagemaker';
import { checkLength, invalid, required } from './validation';

type Value = string | number | boolean | Date | undefined;

/** A record with its tags, which are kept apart from it. */
export interface Searchable {
  readonly record: object;
  readonly tags: Tag[];
}

const TAG_PREFIX = 'Tags.';
const MAX_CONDITIONS = 50;
const MAX_VALUE = 1024;

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

function asValue(value: unknown): Value {
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof Date
    ? value
    : undefined;
}

/** Of a path such as `CreatedBy.UserProfileName` or `Tags.mlops:owner`. */
export function readerOf(path: string): (searched: Searchable) => Value {
  if (path.startsWith(TAG_PREFIX)) {
    const key = path.slice(TAG_PREFIX.length);
    return ({ tags }) => tags.find(tag => tag.Key === key)?.Value;
  }
  const names = path.split('.');
  return ({ record }) => {
    let value: unknown = record;
    for (const name of names) {
      value = isRecord(value) ? value[name] : undefined;
    }
    return asValue(value);
  };
}

/** How much a property is above a filter's value; undefined when it is no number or time. */
function difference(actual: Value, expected: string): number | undefined {
  if (actual instanceof Date) {
    // A date-time without a zone is UTC.
    const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(expected);
    return actual.getTime() - Date.parse(zoned ? expected : `${expected}Z`);
  }
  return typeof actual === 'number' ? actual - Number(expected) : undefined;
}

function equals(actual: Value, expected: string): boolean {
  const gap = difference(actual, expected);
  return gap === undefined
    ? actual !== undefined && String(actual) === expected
    : gap === 0;
}

/** Null holds for no operator but the negative ones. */
const OPERATORS: Record<string, (actual: Value, expected: string) => boolean> =
  {
    Equals: equals,
    NotEquals: (actual, expected) => !equals(actual, expected),
    Exists: actual => actual !== undefined,
    NotExists: actual => actual === undefined,
    Contains: (actual, expected) =>
      typeof actual === 'string' && actual.includes(expected),
    In: (actual, expected) =>
      typeof actual === 'string' && expected.split(',').includes(actual),
    GreaterThan: (actual, expected) => (difference(actual, expected) ?? 0) > 0,
    GreaterThanOrEqualTo: (actual, expected) =>
      (difference(actual, expected) ?? -1) >= 0,
    LessThan: (actual, expected) => (difference(actual, expected) ?? 0) < 0,
    LessThanOrEqualTo: (actual, expected) =>
      (difference(actual, expected) ?? 1) <= 0,
  };

type Predicate = (searched: Searchable) => boolean;

function compileFilter(filter: Filter): Predicate {
  const path = required(filter.Name, 'searchExpression.filters.name');
  const name = filter.Operator ?? 'Equals';
  const operator = OPERATORS[name];
  if (!operator) {
    throw invalid(`Operator '${name}' is not supported`);
  }
  const expected = filter.Value ?? '';
  checkLength(expected, 'searchExpression.filters.value', { max: MAX_VALUE });
  const read = readerOf(path);
  return searched => operator(read(searched), expected);
}

function filtersOf(expression: SearchExpression): Filter[] {
  return [
    ...(expression.Filters ?? []),
    ...(expression.NestedFilters ?? []).flatMap(nested => nested.Filters ?? []),
    ...(expression.SubExpressions ?? []).flatMap(filtersOf),
  ];
}

function compile(expression: SearchExpression): Predicate {
  const parts = [
    ...(expression.Filters ?? []).map(compileFilter),
    ...(expression.NestedFilters ?? []).map(({ Filters = [] }) => {
      const nested = Filters.map(compileFilter);
      return (searched: Searchable) => nested.every(test => test(searched));
    }),
    ...(expression.SubExpressions ?? []).map(compile),
  ];
  if (parts.length === 0) {
    throw invalid(
      'SearchExpression must contain at least one subexpression, filter, or nested filter',
    );
  }
  return expression.Operator === 'Or'
    ? searched => parts.some(test => test(searched))
    : searched => parts.every(test => test(searched));
}

/** The names of all properties that an expression asks about. */
export function propertiesOf(expression: SearchExpression): string[] {
  return filtersOf(expression).flatMap(({ Name }) => Name ?? []);
}

/** Turns a `SearchExpression` into a test; throws a ValidationException. */
export function compileExpression(expression: SearchExpression): Predicate {
  const filters = filtersOf(expression);
  if (filters.length > MAX_CONDITIONS) {
    throw invalid(
      `SearchExpression has ${filters.length} conditions, the maximum is ${MAX_CONDITIONS}`,
    );
  }
  if (filters.filter(({ Operator }) => Operator === 'Contains').length > 1) {
    throw invalid("'CONTAINS' operator usage limit of 1 exceeded.");
  }
  return compile(expression);
}
