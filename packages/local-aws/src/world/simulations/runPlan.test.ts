import { StepDefinition } from '../../services/sagemaker/pipelineDefinition';
import { conditionHolds, nextStep, resolveText } from './runPlan';

const PREPARE: StepDefinition = { Name: 'Prepare', Type: 'Processing' };
const TRAIN: StepDefinition = {
  Name: 'Train',
  Type: 'Training',
  Arguments: { Input: { Get: 'Steps.Prepare.Output' } },
};
const CHECK: StepDefinition = {
  Name: 'Check',
  Type: 'Condition',
  DependsOn: ['Train'],
  Arguments: {
    IfSteps: [{ Name: 'Register', Type: 'RegisterModel' }],
    ElseSteps: [{ Name: 'Stop', Type: 'Fail' }],
  },
};

describe('nextStep', () => {
  const succeeded = (StepName: string, Outcome?: 'True' | 'False') => ({
    StepName,
    StepStatus: 'Succeeded' as const,
    Metadata: Outcome && { Condition: { Outcome } },
  });
  const failed = (StepName: string) => ({
    StepName,
    StepStatus: 'Failed' as const,
  });

  it.each([
    ['the first', [PREPARE, TRAIN], [], 'Prepare'],
    ['what the first step refers to', [TRAIN, PREPARE], [], 'Prepare'],
    [
      'what depends on it',
      [CHECK, TRAIN, PREPARE],
      [succeeded('Prepare')],
      'Train',
    ],
    [
      'the If branch',
      [PREPARE, TRAIN, CHECK],
      [succeeded('Prepare'), succeeded('Train'), succeeded('Check', 'True')],
      'Register',
    ],
    [
      'the Else branch',
      [PREPARE, TRAIN, CHECK],
      [succeeded('Prepare'), succeeded('Train'), succeeded('Check', 'False')],
      'Stop',
    ],
    [
      'a failed step again',
      [PREPARE, TRAIN],
      [succeeded('Prepare'), failed('Train')],
      'Train',
    ],
    ['nothing at the end', [PREPARE], [succeeded('Prepare')], undefined],
  ])('is %s', (_, definitions, steps, expected) => {
    expect(nextStep(definitions, steps)?.Name).toBe(expected);
  });
});

describe('conditionHolds', () => {
  const METRICS = {
    accuracy: 0.9,
    auc: 0.95,
    f1: 0.8,
    precision: 0.8,
    recall: 0.7,
  };
  const metric = (name: string) => ({
    'Std:JsonGet': { Path: `binary_classification_metrics.${name}.value` },
  });

  it.each([
    ['GreaterThanOrEqualTo', metric('accuracy'), 0.9, true],
    ['GreaterThan', metric('accuracy'), 0.9, false],
    ['LessThan', metric('recall'), 0.75, true],
    ['LessThanOrEqualTo', metric('auc'), 0.9, false],
    [
      'GreaterThanOrEqualTo',
      metric('accuracy'),
      { Get: 'Parameters.Min' },
      false,
    ],
    ['Equals', { Get: 'Parameters.Min' }, 0.95, true],
    ['NotKnownHere', metric('f1'), 1, true],
  ])('%s %j %j is %s', (Type, LeftValue, RightValue, expected) => {
    const step: StepDefinition = {
      ...CHECK,
      Arguments: { Conditions: [{ Type, LeftValue, RightValue }] },
    };
    expect(
      conditionHolds(step, METRICS, [{ Name: 'Min', Value: '0.95' }]),
    ).toBe(expected);
  });
});

describe('resolveText', () => {
  it.each([
    ['text', 'text'],
    [{ Get: 'Parameters.Min' }, '0.95'],
    [
      { 'Std:Join': { On: ' ', Values: ['below', { Get: 'Parameters.Min' }] } },
      'below 0.95',
    ],
    [{ Get: 'Execution.PipelineName' }, 'Execution.PipelineName'],
    [undefined, ''],
  ])('%j is %s', (value, expected) => {
    expect(resolveText(value, [{ Name: 'Min', Value: '0.95' }])).toBe(expected);
  });
});
