import { TemplateParameter } from '../schema/openapi';
import { GivenParameters, parameterFindings } from './parameterFindings';
import { javaPattern, PatternMatch } from './parameterRules';

const matches: PatternMatch = (pattern, value) => {
  try {
    const source = javaPattern(pattern);
    return source ? new RegExp(source, 'u').test(value) : undefined;
  } catch {
    return undefined;
  }
};

const parameter = (
  declared: Partial<TemplateParameter> = {},
): TemplateParameter => ({
  key: 'P',
  type: 'String',
  isSecret: false,
  ...declared,
});

const findings = (
  declared: Partial<TemplateParameter>,
  parameters: Record<string, string>,
  more: Partial<GivenParameters> = {},
) =>
  parameterFindings(
    [parameter(declared)],
    { parameters, secrets: {}, ...more },
    matches,
  );

const saying = (message: string) =>
  expect.objectContaining({
    field: 'parameters',
    message: expect.stringContaining(message),
  });

describe('parameterFindings', () => {
  it.each([
    ['a value', {}, { P: 'x' }],
    ['a default', { defaultValue: '' }, {}],
    ['an allowed value', { allowedValues: ['a', 'b'] }, { P: 'b' }],
    ['a value of the pattern', { allowedPattern: '[a-z]+|\\d' }, { P: 'abc' }],
    [
      'a pattern that only Java knows',
      { allowedPattern: '\\Q.\\E' },
      { P: 'x' },
    ],
    ['lengths at their limits', { minLength: 2, maxLength: 2 }, { P: 'ab' }],
    [
      'numbers at their limits',
      { type: 'Number', minValue: 1, maxValue: 1 },
      { P: '1' },
    ],
    [
      'a list of allowed values',
      { type: 'CommaDelimitedList', allowedValues: ['a', 'b'] },
      { P: 'a, b' },
    ],
    ['a list of numbers', { type: 'List<Number>' }, { P: '1,2' }],
    [
      'the name of something in AWS',
      { type: 'AWS::SSM::Parameter::Value<String>', allowedValues: ['x'] },
      { P: '/path' },
    ],
    ['what SageMaker sets', { key: 'SageMakerProjectName' }, {}],
  ])('takes %s', (_, declared, parameters) => {
    expect(findings(declared, parameters)).toEqual([]);
  });

  it.each([
    ['no value', {}, {}, 'it has no default and needs a value'],
    [
      'no secret',
      { isSecret: true },
      {},
      'it has no default and needs a value in secretParameters',
    ],
    [
      'another value',
      { allowedValues: ['a', 'b'] },
      { P: 'c' },
      "'c' must be one of a, b",
    ],
    [
      'part of the pattern',
      { allowedPattern: 'a|b', rule: 'a letter' },
      { P: 'ab' },
      "'ab' must match a|b (a letter)",
    ],
    ['too few characters', { minLength: 3 }, { P: 'ab' }, 'at least 3'],
    ['too many characters', { maxLength: 1 }, { P: 'ab' }, 'at most 1'],
    [
      'more than AWS takes',
      { type: 'AWS::EC2::VPC::Id' },
      { P: 'x'.repeat(4097) },
      'at most 4096',
    ],
    ['no number', { type: 'Number' }, { P: 'two' }, "'two' must be a number"],
    [
      'nothing for a number',
      { type: 'Number' },
      { P: ' ' },
      'must be a number',
    ],
    [
      'too small a number',
      { type: 'Number', minValue: 2 },
      { P: '1.5' },
      'must be at least 2',
    ],
    [
      'too large a number',
      { type: 'Number', maxValue: 2 },
      { P: '3' },
      'must be at most 2',
    ],
    [
      'a list of words',
      { type: 'List<Number>' },
      { P: '1,b' },
      'list of numbers',
    ],
    [
      'a list with another value',
      { type: 'CommaDelimitedList', allowedValues: ['a'] },
      { P: 'a,b' },
      "'a,b' must be one of a",
    ],
    [
      'what SageMaker sets',
      { key: 'SageMakerProjectId' },
      { SageMakerProjectId: 'p-1' },
      'SageMaker sets it itself',
    ],
    [
      'a name that the template does not have',
      { defaultValue: '' },
      { Q: 'x' },
      'parameter Q: the template has none of that name; it has P',
    ],
  ])('finds %s', (_, declared, parameters, message) => {
    expect(findings(declared, parameters)).toEqual([saying(message)]);
  });

  it.each([
    ['among the others', { isSecret: true }, { P: 'hush' }, {}],
    ['that is declared without NoEcho', {}, {}, { P: 'hush' }],
    [
      'that breaks a rule',
      { isSecret: true, minLength: 9, allowedPattern: '\\d+' },
      {},
      { P: 'hush' },
    ],
    ['of an unknown name', { key: 'A', defaultValue: '' }, {}, { P: 'hush' }],
  ])('never repeats a secret %s', (_, declared, parameters, secrets) => {
    const found = findings(declared, parameters, { secrets });
    expect(found).toEqual([saying('parameter P: ')]);
    expect(JSON.stringify(found)).not.toContain('hush');
  });

  it.each([
    ['takes a secret that is given elsewhere', { isSecret: true }, undefined],
    ['refuses as a secret what AWS would show', {}, 'without NoEcho'],
    ['refuses as a secret what is unknown', { key: 'A' }, 'none of that name'],
  ])('%s', (_, declared, message) => {
    const found = findings(
      { defaultValue: '', ...declared },
      {},
      { withheld: ['P'] },
    );
    expect(found).toEqual(message ? [saying(message)] : []);
  });

  it('finds everything at once, each with its parameter', () => {
    expect(
      parameterFindings(
        [
          parameter({ key: 'A' }),
          parameter({ key: 'B', minLength: 2, allowedValues: ['xx'] }),
        ],
        { parameters: { B: 'x', C: '' }, secrets: {} },
        matches,
      ),
    ).toEqual([
      {
        field: 'parameters',
        parameter: 'C',
        message: 'parameter C: the template has none of that name; it has A, B',
      },
      {
        field: 'parameters',
        parameter: 'A',
        message: 'parameter A: it has no default and needs a value',
      },
      {
        field: 'parameters',
        parameter: 'B',
        message:
          "parameter B: 'x' must be one of xx and must have at least 2 characters",
      },
    ]);
  });
});
