import type { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AS_OF } from '../../__testUtils__/fixtures';
import {
  fieldFindings,
  fitting,
  parameterHint,
  valueProblem,
  withParameter,
} from './value';

const parameter = (
  over: Partial<TemplateParameter> = {},
): TemplateParameter => ({
  key: 'P',
  type: 'String',
  isSecret: false,
  ...over,
});

const detail = (parameters?: TemplateParameter[]) => ({
  asOf: AS_OF,
  versions: [
    {
      id: 'pa-1',
      name: 'v1',
      createdAt: AS_OF,
      launchable: true,
      isDefault: true,
    },
  ],
  launchPaths: [{ id: 'lp-1', name: 'MLOps' }],
  parameters,
  findings: [],
});

describe('the value of SageMakerProjectParameters', () => {
  it.each([
    [
      'drops what another template had',
      { version: 'pa-9', launchPath: 'lp-9', parameters: { P: '1', Q: '2' } },
      { parameters: { P: '1' }, secretParameters: {} },
    ],
    [
      'takes names for ids',
      { version: 'v1', launchPath: 'MLOps' },
      {
        version: 'pa-1',
        launchPath: 'lp-1',
        parameters: {},
        secretParameters: {},
      },
    ],
    [
      'keeps a secret that the form holds, and no other',
      { secretParameters: { S: 'held', T: 'lost', P: 'held' } },
      { parameters: {}, secretParameters: { S: 'held' } },
    ],
  ])('%s', (_, value, kept) => {
    const declared = [
      parameter(),
      parameter({ key: 'S', isSecret: true }),
      parameter({ key: 'T', isSecret: true }),
    ];
    expect(fitting(detail(declared), value, { held: 'x' })).toEqual(kept);
  });

  it('keeps parameters while those of the template are not known', () => {
    expect(
      fitting(detail(), { parameters: { P: '1' } }, {}).parameters,
    ).toEqual({ P: '1' });
  });

  it.each([
    ['1', { P: '1', Q: '2' }],
    [undefined, { Q: '2' }],
  ])('sets a parameter to %s', (text, parameters) => {
    expect(
      withParameter(
        { version: 'pa-1', parameters: { P: '0', Q: '2' } },
        'parameters',
        'P',
        text,
      ),
    ).toEqual({ version: 'pa-1', parameters });
  });

  it('lacks what has no default', () => {
    const declared = [parameter(), parameter({ key: 'S', isSecret: true })];
    expect(
      fieldFindings(detail(declared), { secretParameters: { S: 's' } }),
    ).toEqual([expect.objectContaining({ parameter: 'P' })]);
    expect(fieldFindings(detail(declared), { parameters: { P: 'p' } })).toEqual(
      [
        expect.objectContaining({
          parameter: 'S',
          message: expect.stringContaining('this secret needs a value'),
        }),
      ],
    );
  });

  it.each([
    [{}, 'x', undefined],
    [
      { allowedPattern: '[a-z]+', rule: 'lower case' },
      'X',
      'The value must match [a-z]+ (lower case)',
    ],
    [{ allowedPattern: '[a-z&&[^b]]' }, 'X', undefined],
    [{ allowedPattern: '[' }, 'X', undefined],
    [{ type: 'Number', maxValue: 2 }, '3', 'The value must be at most 2'],
  ])('of a parameter %o and the text %s: %s', (over, text, problem) => {
    expect(valueProblem(parameter(over), text)).toBe(problem);
  });

  it.each([
    [{ description: 'Size.' }, 'Size'],
    [
      { minLength: 1, maxLength: 3 },
      'At least 1 character. At most 3 characters',
    ],
    [{ rule: 'Short', maxLength: 3 }, 'Short'],
    [{ type: 'Number', minValue: 0 }, 'At least 0'],
    [
      { type: 'CommaDelimitedList', allowedValues: ['a', 'b'] },
      'Several values, separated by commas. Of a, b',
    ],
    [{ type: 'AWS::EC2::VPC::Id' }, 'AWS::EC2::VPC::Id'],
  ])('explains %o as: %s', (over, hint) => {
    expect(parameterHint(parameter(over))).toBe(hint);
  });
});
