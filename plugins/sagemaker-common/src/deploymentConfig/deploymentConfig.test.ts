import { TemplateParameter } from '../schema/openapi';
import { changeFindings } from './changeFindings';
import { parseDeploymentConfig } from './deploymentConfig';
import { deploymentParameters } from './deploymentParameters';

const declared = (
  key: string,
  over: Partial<TemplateParameter> = {},
): TemplateParameter => ({ key, type: 'String', isSecret: false, ...over });

const ENDPOINT = {
  path: 'app_infra/endpoint/endpoint.yaml',
  parameters: [
    declared('EndpointName'),
    declared('ModelPackageArn'),
    declared('Count', { type: 'Number', minValue: 1, rule: 'At least one' }),
    declared('Shifting', { allowedValues: ['CANARY', 'LINEAR'] }),
    declared('Name', { allowedPattern: '[a-z]+' }),
  ],
};
const LAMBDA = {
  path: 'app_infra/a/lambda.yaml',
  parameters: [
    declared('EndpointName', { description: 'of the function' }),
    declared('Token', { isSecret: true }),
  ],
};
const VALUES = {
  EndpointName: 'churn',
  Count: '2',
  Shifting: 'CANARY',
  Name: 'abc',
  Token: 'hunter2',
  Forgotten: 'x',
};

describe('parseDeploymentConfig', () => {
  it.each([
    [
      '{"Parameters": {"A": "1"}, "Tags": {"k": "v"}}',
      { parameters: { A: '1' }, tags: { k: 'v' } },
    ],
    ['{"Parameters": {}, "StackPolicy": {}}', { parameters: {}, tags: {} }],
  ])('reads %s', (text, config) => {
    expect(parseDeploymentConfig(text)).toEqual(config);
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', "it has no object 'Parameters'"],
    ['{"instanceType": "ml.m5.large"}', "it has no object 'Parameters'"],
    ['{"Parameters": ["A"]}', "it has no object 'Parameters'"],
    ['{"Parameters": {"A": 2}}', "'Parameters.A' is not text"],
    ['{"Parameters": {}, "Tags": []}', "'Tags' is not an object"],
    ['{"Parameters": {}, "Tags": {"k": null}}', "'Tags.k' is not text"],
  ])('refuses %s', (text, message) => {
    expect(() => parseDeploymentConfig(text)).toThrow(message);
  });
});

describe('deploymentParameters', () => {
  const parameters = deploymentParameters(VALUES, [LAMBDA, ENDPOINT]);
  const named = (name: string) => parameters.find(each => each.name === name);

  it('keeps the order of the file, and leaves out what it does not set', () => {
    expect(parameters.map(({ name }) => name)).toEqual(Object.keys(VALUES));
  });

  it('takes the rules of the template that declares most of them', () => {
    expect(named('Count')).toEqual({
      name: 'Count',
      value: '2',
      editable: true,
      template: ENDPOINT.path,
      declared: ENDPOINT.parameters[2],
    });
    expect(named('EndpointName')?.template).toBe(ENDPOINT.path);
  });

  it.each([
    ['EndpointName', 'churn', 'it says which deployment this is'],
    ['Forgotten', 'x', 'no template in app_infra declares it'],
    ['Token', undefined, 'a template declares it as a secret (NoEcho)'],
  ])('does not let %s be changed', (name, value, reason) => {
    expect(named(name)).toMatchObject({ editable: false, reason });
    expect(named(name)?.value).toBe(value);
  });
});

describe('changeFindings', () => {
  const config = {
    etag: 'e1',
    path: 'inference_config/prod/inference_config.json',
    parameters: deploymentParameters(VALUES, [ENDPOINT, LAMBDA]),
  };
  const matches = (pattern: string, value: string) =>
    new RegExp(`^(?:${pattern})$`).test(value);
  const findings = (parameters: Record<string, string>, etag = 'e1') =>
    changeFindings(config, { etag, parameters }, matches);

  it('takes values that keep the rules', () => {
    expect(findings({ Count: '3', Shifting: 'LINEAR', Name: 'xyz' })).toEqual(
      [],
    );
  });

  it.each([
    ['Count', '0', "'0' must be at least 1 (At least one)"],
    ['Count', 'two', "'two' must be a number"],
    ['Shifting', 'ROLLING', "'ROLLING' must be one of CANARY, LINEAR"],
    ['Name', 'A1', "'A1' must match [a-z]+"],
    ['Count', '2', "it is '2' already"],
    ['EndpointName', 'other', 'it says which deployment this is'],
    ['Token', 'secret', 'declares it as a secret'],
    ['Forgotten', 'y', 'no template in app_infra declares it'],
    ['ModelPackageArn', 'arn', 'has none of that name; it has Count, Shifting'],
    ['Other', 'y', 'has none of that name'],
  ])('refuses %s = %s with the rule', (parameter, value, rule) => {
    expect(findings({ [parameter]: value })).toEqual([
      { parameter, message: expect.stringContaining(rule) },
    ]);
  });

  it('tells of everything at once', () => {
    expect(findings({ Count: '0', Name: 'A1' })).toHaveLength(2);
  });

  it.each([
    ['nothing', {}, 'e1', 'There is nothing to change'],
    ['another file', { Count: '0' }, 'e0', 'has changed since'],
  ])('refuses %s', (_, parameters, etag, message) => {
    expect(findings(parameters, etag)).toEqual([
      { message: expect.stringContaining(message) },
    ]);
  });
});
