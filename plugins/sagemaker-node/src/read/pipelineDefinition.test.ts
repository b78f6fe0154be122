import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePipelineDefinition } from './pipelineDefinition';

const PIPELINE =
  'arn:aws:sagemaker:eu-west-1:210000000002:pipeline/churn-training';

const parse = (definition: unknown) =>
  parsePipelineDefinition(JSON.stringify(definition), PIPELINE);
const step = (Name: string, more: object = {}) => ({
  Name,
  Type: 'Processing',
  ...more,
});
const condition = (
  Name: string,
  IfSteps: object[],
  ElseSteps: object[] = [],
  more: object = {},
) => ({ Name, Type: 'Condition', Arguments: { IfSteps, ElseSteps, ...more } });
const uses = (property: string) => ({
  Arguments: { Input: { Get: property } },
});

/** Edges in one line each. */
const lines = (steps: object[]) =>
  parse({ Steps: steps }).edges.map(
    ({ from, to, kind }) => `${from} ${kind} ${to}`,
  );

describe('edges of a pipeline definition', () => {
  it.each<[string, object[], string[]]>([
    ['none', [step('A'), step('B')], []],
    [
      'what was declared',
      [step('A'), step('B', { DependsOn: ['A'] })],
      ['A depends B'],
    ],
    [
      'a property',
      [step('A'), step('B', uses('Steps.A.ModelArtifacts.S3ModelArtifacts'))],
      ['A data B'],
    ],
    [
      'a property behind an index',
      [step('A'), step('B', uses("Steps.A.Outputs['x'].S3Uri"))],
      ['A data B'],
    ],
    [
      'a property in a list of Std:Join, deep in arguments',
      [
        step('A'),
        step('B', {
          Arguments: {
            ProcessingInputs: [
              {
                S3Input: {
                  S3Uri: {
                    'Std:Join': {
                      On: '/',
                      Values: ['s3:/', { Get: 'Steps.A.Uri' }, 'x'],
                    },
                  },
                },
              },
            ],
          },
        }),
      ],
      ['A data B'],
    ],
    [
      'a property file, in the conditions of a condition',
      [
        step('A'),
        condition('C', [step('D')], [], {
          Conditions: [
            {
              LeftValue: {
                'Std:JsonGet': {
                  PropertyFile: { Get: 'Steps.A.PropertyFiles.Evaluation' },
                  Path: 'auc',
                },
              },
            },
          ],
        }),
      ],
      ['A data C', 'C if D'],
    ],
    [
      'one edge for a step that is declared and used',
      [step('A'), step('B', { DependsOn: ['A'], ...uses('Steps.A.Uri') })],
      ['A data B'],
    ],
    [
      'no edge for parameters, other texts, steps that are not there, itself',
      [
        step('A', {
          DependsOn: ['Nothing'],
          Arguments: {
            a: { Get: 'Parameters.Steps' },
            b: 'Steps.B.Uri',
            c: { Get: 'Steps.Gone.Uri' },
            d: { Get: 'Steps.A.Uri' },
            e: { Get: 5 },
            f: null,
          },
        }),
        step('B'),
      ],
      [],
    ],
    [
      'both branches of a condition, to their first steps',
      [
        condition(
          'C',
          [step('I'), step('J', { DependsOn: ['I'] })],
          [step('E', { Type: 'Fail' })],
        ),
      ],
      ['C if I', 'I depends J', 'C else E'],
    ],
    [
      'a step in a branch that uses one from without',
      [step('A'), condition('C', [step('I', uses('Steps.A.Uri'))])],
      ['C if I', 'A data I'],
    ],
    [
      'conditions within conditions',
      [
        condition('C', [
          condition('D', [step('X')], [condition('E', [step('Y')])]),
          step('Z', { DependsOn: ['X'] }),
        ]),
        step('Last', { DependsOn: ['C'] }),
      ],
      [
        'C if D',
        'D if X',
        'D else E',
        'E if Y',
        'X depends Z',
        'C depends Last',
      ],
    ],
  ])('%s', (_, steps, expected) => {
    expect(lines(steps)).toEqual(expected);
  });
});

describe('nodes of a pipeline definition', () => {
  it('stand in the innermost branch, in the order of the definition', () => {
    const { nodes } = parse({
      Steps: [
        step('A', { DisplayName: 'Collect', Description: 'Collects' }),
        condition('C', [step('X'), condition('D', [], [step('Y')])]),
        step('B', { DisplayName: null }),
      ],
    });
    expect(nodes).toEqual([
      {
        name: 'A',
        type: 'Processing',
        displayName: 'Collect',
        description: 'Collects',
      },
      { name: 'C', type: 'Condition' },
      {
        name: 'X',
        type: 'Processing',
        within: { condition: 'C', branch: 'if' },
      },
      {
        name: 'D',
        type: 'Condition',
        within: { condition: 'C', branch: 'if' },
      },
      {
        name: 'Y',
        type: 'Processing',
        within: { condition: 'D', branch: 'else' },
      },
      { name: 'B', type: 'Processing' },
    ]);
  });

  it('may be nested as deep as there may be steps', () => {
    let innermost: object = step('Bottom');
    for (let depth = 0; depth < 500; depth++) {
      innermost = condition(`C${depth}`, [innermost]);
    }
    const { nodes, edges } = parse({ Steps: [innermost] });
    expect(nodes).toHaveLength(501);
    expect(edges).toHaveLength(500);
  });
});

describe('parameters of a pipeline definition', () => {
  it.each([
    [{ Name: 'P' }, { name: 'P', type: 'String' }],
    [
      { Name: 'P', Type: 'String', DefaultValue: '', EnumValues: ['', 'a'] },
      { name: 'P', type: 'String', defaultValue: '', enumValues: ['', 'a'] },
    ],
    [
      { Name: 'P', Type: 'Integer', DefaultValue: 0 },
      { name: 'P', type: 'Integer', defaultValue: '0' },
    ],
    [
      { Name: 'P', Type: 'Float', DefaultValue: 0.8, EnumValues: [0.8, 1] },
      {
        name: 'P',
        type: 'Float',
        defaultValue: '0.8',
        enumValues: ['0.8', '1'],
      },
    ],
    [
      { Name: 'P', Type: 'Boolean', DefaultValue: false },
      { name: 'P', type: 'Boolean', defaultValue: 'false' },
    ],
    [
      { Name: 'P', Type: 'Float', DefaultValue: null },
      { name: 'P', type: 'Float' },
    ],
  ])('%j', (declared, expected) => {
    const { parameters } = parse({
      Parameters: [declared],
      Steps: [step('A')],
    });
    expect(parameters).toEqual([expected]);
  });
});

describe('what a pipeline definition says of its code', () => {
  const register = (MetadataProperties: unknown) =>
    condition('C', [
      {
        Name: 'R',
        Type: 'RegisterModel',
        Arguments: { ModelPackageGroupName: 'x', MetadataProperties },
      },
    ]);

  it.each<[string, unknown, object]>([
    [
      'commit and repository',
      { CommitId: 'abc', Repository: 'https://git.example/churn' },
      { commit: 'abc', repository: 'https://git.example/churn' },
    ],
    ['a commit alone', { CommitId: 'abc' }, { commit: 'abc' }],
    ['what only a run knows', { CommitId: { Get: 'Parameters.Commit' } }, {}],
    ['nothing', undefined, {}],
  ])('%s', (_, properties, expected) => {
    const { commit, repository } = parse({ Steps: [register(properties)] });
    expect({ commit, repository }).toEqual({
      commit: undefined,
      repository: undefined,
      ...expected,
    });
  });

  it.each([
    [{ ExperimentName: 'mine' }, 'mine'],
    [{ ExperimentName: { Get: 'Execution.PipelineName' } }, 'churn-training'],
    [{ ExperimentName: { Get: 'Parameters.Name' } }, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('an experiment from %j', (PipelineExperimentConfig, expected) => {
    const { experiment } = parse({
      PipelineExperimentConfig,
      Steps: [step('A')],
    });
    expect(experiment).toBe(expected);
  });
});

describe("a definition that SageMaker's SDK 3 wrote", () => {
  const { nodes, edges, parameters, ...code } = parsePipelineDefinition(
    readFileSync(
      join(__dirname, '..', 'testing', 'sdkPipelineDefinition.json'),
      'utf8',
    ),
    PIPELINE,
  );

  it('has its steps and what they use of each other', () => {
    expect(nodes.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'CollectData Processing',
      'PrepareFeatures Processing',
      'TrainModel Training',
      'EvaluateModel Processing',
      'ExportBaseline Processing',
      'CheckQuality Condition',
      'RegisterModel RegisterModel',
      'QualityTooLow Fail',
    ]);
    expect(edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual(
      expect.arrayContaining([
        'CollectData data PrepareFeatures',
        'PrepareFeatures data TrainModel',
        'TrainModel data EvaluateModel',
        'EvaluateModel data CheckQuality',
        'CheckQuality if RegisterModel',
        'TrainModel data RegisterModel',
        'CheckQuality else QualityTooLow',
      ]),
    );
  });

  it('has its parameters, code and experiment', () => {
    expect(parameters).toEqual([
      { name: 'Rows', type: 'Integer', defaultValue: '5000' },
      { name: 'MinimumAuc', type: 'Float', defaultValue: '0.75' },
      {
        name: 'ApprovalStatus',
        type: 'String',
        defaultValue: 'PendingManualApproval',
      },
    ]);
    expect(code).toEqual({
      commit: '0a1b2c3d4e5f',
      repository: 'https://git.example/churn-build',
      experiment: 'churn-training',
    });
  });
});

describe('a definition that cannot be read', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'it is not JSON'],
    ['half of it', '{"Steps": [', 'it is not JSON'],
    ['a text', '"Steps"', 'Expected object'],
    ['null', 'null', 'Expected object'],
    ['no steps', '{}', 'Steps'],
    ['an empty list of steps', '{"Steps": []}', 'Steps'],
    ['a step that is none', '{"Steps": [1]}', 'step 1'],
    ['a step without type', '{"Steps": [{"Name": "A"}]}', 'step 1.Type'],
    [
      'a step without name in a branch',
      JSON.stringify({ Steps: [condition('C', [{ Type: 'Fail' }])] }),
      'step 2.Name',
    ],
    [
      'two steps of one name',
      JSON.stringify({ Steps: [step('A'), condition('C', [step('A')])] }),
      "two steps are called 'A'",
    ],
    [
      'a parameter of no known type',
      JSON.stringify({
        Parameters: [{ Name: 'P', Type: 'Date' }],
        Steps: [step('A')],
      }),
      'Parameters.0.Type',
    ],
    [
      'more steps than anyone has',
      JSON.stringify({
        Steps: Array.from({ length: 1_001 }, (_, at) => step(`S${at}`)),
      }),
      'more than 1000 steps',
    ],
    ['a huge one', `{"Steps": [], "x": "${'y'.repeat(1_048_576)}"}`, 'at most'],
    [
      'one that is only deep',
      `{"Steps": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'step 1',
    ],
  ])('%s', (_, source, message) => {
    expect(() => parsePipelineDefinition(source, PIPELINE)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
    expect(() => parsePipelineDefinition(source, PIPELINE)).toThrow(PIPELINE);
  });

  it('is none for arguments that are deep', () => {
    const deep = `${'{"a":'.repeat(50_000)}{"Get":"Steps.A.x"}${'}'.repeat(
      50_000,
    )}`;
    const source = `{"Steps": [{"Name":"A","Type":"Lambda"},{"Name":"B","Type":"Lambda","Arguments":{"x":${deep}}}]}`;
    expect(parsePipelineDefinition(source, PIPELINE).edges).toEqual([
      { from: 'A', to: 'B', kind: 'data' },
    ]);
  });
});
