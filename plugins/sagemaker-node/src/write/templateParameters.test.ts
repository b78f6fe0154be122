import {
  mapProvisioningParameter,
  parseTemplateParameters,
} from './templateParameters';

const YAML = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  InstanceType:
    Type: String
    Default: ml.m5.large
    AllowedValues: [ml.m5.large, 1.10, true]
    ConstraintDescription: a type that the team pays for
  Token: { Type: String, NoEcho: true, MinLength: 8, MaxLength: "40", AllowedPattern: "[a-z]+" }
  Count:
    Type: Number
    MinValue: 1
    MaxValue: 4
    Default: 010
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !Sub "\${AWS::AccountId}-x", Tags: !If [A, !Ref B, !GetAtt C.D] }
`;

describe('parseTemplateParameters', () => {
  it('reads constraints as the text that they are written in', () => {
    expect(parseTemplateParameters(YAML)).toEqual([
      {
        key: 'InstanceType',
        type: 'String',
        isSecret: false,
        defaultValue: 'ml.m5.large',
        allowedValues: ['ml.m5.large', '1.10', 'true'],
        rule: 'a type that the team pays for',
      },
      {
        key: 'Token',
        type: 'String',
        isSecret: true,
        minLength: 8,
        maxLength: 40,
        allowedPattern: '[a-z]+',
      },
      {
        key: 'Count',
        type: 'Number',
        isSecret: false,
        defaultValue: '010',
        minValue: 1,
        maxValue: 4,
      },
    ]);
  });

  it('reads JSON, and a template without parameters', () => {
    const declared = { A: { Type: 'String', NoEcho: true, MaxLength: 3 } };
    expect(
      parseTemplateParameters(JSON.stringify({ Parameters: declared })),
    ).toEqual([{ key: 'A', type: 'String', isSecret: true, maxLength: 3 }]);
    expect(parseTemplateParameters('Resources: {}')).toEqual([]);
  });

  it.each([
    ['no YAML', 'a: [', 'neither YAML nor JSON'],
    ['a page', '<html>', 'not a CloudFormation template: the document'],
    ['nothing', '', 'not a CloudFormation template'],
    [
      'a parameter without a type',
      'Parameters: { A: { Default: x } }',
      'Parameters.A.Type',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseTemplateParameters(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});

it('maps a parameter of Service Catalog with its constraints', () => {
  expect(
    mapProvisioningParameter({
      ParameterKey: 'Count',
      ParameterType: 'Number',
      DefaultValue: '2',
      IsNoEcho: true,
      ParameterConstraints: {
        AllowedValues: [],
        MinValue: '1',
        MaxValue: '',
        MaxLength: '3',
        ConstraintDescription: 'few',
      },
    }),
  ).toEqual([
    {
      key: 'Count',
      type: 'Number',
      isSecret: true,
      defaultValue: '2',
      minValue: 1,
      maxLength: 3,
      rule: 'few',
    },
  ]);
  expect(mapProvisioningParameter({})).toEqual([]);
});
