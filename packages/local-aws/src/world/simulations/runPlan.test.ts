import { StepDefinition } from '../../services/sagemaker/pipelineDefinition';
import {
  metricNamed,
  resolveText,
  Scope,
} from '../../services/sagemaker/jobs/values';
import { conditionHolds, readySteps } from './runPlan';

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

const BASELINE: StepDefinition = {
  Name: 'Baseline',
  Type: 'Processing',
  DependsOn: ['Prepare'],
};

describe('readySteps', () => {
  const succeeded = (StepName: string, Outcome?: 'True' | 'False') => ({
    StepName,
    StepStatus: 'Succeeded' as const,
    Metadata: Outcome && { Condition: { Outcome } },
  });
  const failed = (StepName: string) => ({
    StepName,
    StepStatus: 'Failed' as const,
  });
  const executing = (StepName: string) => ({
    StepName,
    StepStatus: 'Executing' as const,
  });
  const AFTER_REGISTER: StepDefinition = {
    Name: 'Tell',
    Type: 'Lambda',
    DependsOn: ['Register'],
  };

  it.each<
    [string, StepDefinition[], Parameters<typeof readySteps>[1], string[]]
  >([
    ['the first', [PREPARE, TRAIN], [], ['Prepare']],
    ['what the first step refers to', [TRAIN, PREPARE], [], ['Prepare']],
    [
      'all that depends on it',
      [CHECK, TRAIN, BASELINE, PREPARE],
      [succeeded('Prepare')],
      ['Train', 'Baseline'],
    ],
    [
      'not what executes',
      [PREPARE, TRAIN, BASELINE],
      [succeeded('Prepare'), executing('Train')],
      ['Baseline'],
    ],
    [
      'the If branch',
      [PREPARE, TRAIN, CHECK],
      [succeeded('Prepare'), succeeded('Train'), succeeded('Check', 'True')],
      ['Register'],
    ],
    [
      'the Else branch',
      [PREPARE, TRAIN, CHECK],
      [succeeded('Prepare'), succeeded('Train'), succeeded('Check', 'False')],
      ['Stop'],
    ],
    [
      'never what waits for the other branch',
      [PREPARE, TRAIN, CHECK, AFTER_REGISTER],
      [
        succeeded('Prepare'),
        succeeded('Train'),
        succeeded('Check', 'False'),
        succeeded('Stop'),
      ],
      [],
    ],
    [
      'a failed step again',
      [PREPARE, TRAIN],
      [succeeded('Prepare'), failed('Train')],
      ['Train'],
    ],
    ['nothing at the end', [PREPARE], [succeeded('Prepare')], []],
  ])('is %s', (_, definitions, steps, expected) => {
    expect(readySteps(definitions, steps).map(({ Name }) => Name)).toEqual(
      expected,
    );
  });

  it('is only what is selected', () => {
    const ready = readySteps(
      [PREPARE, TRAIN, BASELINE],
      [succeeded('Prepare')],
      new Set(['Baseline']),
    );
    expect(ready.map(({ Name }) => Name)).toEqual(['Baseline']);
  });
});

/** Of a run with one parameter. */
function scope(metrics: Record<string, number> = {}): Scope {
  return {
    get: reference => ({ 'Parameters.Min': 0.95 }[reference]),
    metric: path => metricNamed(path, metrics),
  };
}

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
    expect(conditionHolds(step, scope(METRICS))).toBe(expected);
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
    expect(resolveText(value, scope())).toBe(expected);
  });
});
