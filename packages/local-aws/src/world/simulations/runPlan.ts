import type { Parameter } from '@aws-sdk/client-sagemaker';
import {
  branchesOf,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import { ExecutionRecord } from '../../services/sagemaker/store';
import { Metrics } from '../metrics';

type Steps = ExecutionRecord['steps'];

/** Steps that a step waits for: named ones, and those whose properties it refers to. */
export function dependenciesOf(step: StepDefinition): string[] {
  const { IfSteps, ElseSteps, ...own } = step.Arguments ?? {};
  const references = JSON.stringify(own).matchAll(/"Steps\.([^."]+)\./g);
  return [
    ...(step.DependsOn ?? []),
    ...[...references].map(([, name]) => name),
  ];
}

/** The steps of the branches that conditions have chosen so far. */
function reachable(
  definitions: StepDefinition[],
  steps: Steps,
): StepDefinition[] {
  return definitions.flatMap(definition => {
    const outcome = steps.find(step => step.StepName === definition.Name)
      ?.Metadata?.Condition?.Outcome;
    const { ifSteps, elseSteps } = branchesOf(definition);
    const chosen =
      (outcome === 'True' && ifSteps) ||
      (outcome === 'False' && elseSteps) ||
      [];
    return [definition, ...reachable(chosen, steps)];
  });
}

/** The step to run next; undefined when all that can be reached have succeeded. */
export function nextStep(
  definitions: StepDefinition[],
  steps: Steps,
): StepDefinition | undefined {
  const hasSucceeded = (name: string) =>
    steps.some(
      step => step.StepName === name && step.StepStatus === 'Succeeded',
    );
  const open = reachable(definitions, steps).filter(
    definition => !hasSucceeded(definition.Name),
  );
  return (
    open.find(definition => dependenciesOf(definition).every(hasSucceeded)) ??
    open[0]
  );
}

function parameterOf(parameters: Parameter[], reference: string) {
  return parameters.find(({ Name }) => reference === `Parameters.${Name}`)
    ?.Value;
}

/** A value of a definition: a literal, a parameter, or several of them joined. */
export function resolveText(value: unknown, parameters: Parameter[]): string {
  if (value !== null && typeof value === 'object') {
    if ('Get' in value) {
      return parameterOf(parameters, String(value.Get)) ?? String(value.Get);
    }
    if ('Std:Join' in value) {
      const join = value['Std:Join'];
      if (join !== null && typeof join === 'object' && 'Values' in join) {
        const parts = Array.isArray(join.Values) ? join.Values : [];
        const separator = 'On' in join ? String(join.On) : '';
        return parts.map(part => resolveText(part, parameters)).join(separator);
      }
    }
  }
  return String(value ?? '');
}

/** The metric of the run that a `Std:JsonGet` reads: the one that its path names. */
function measured(value: unknown, metrics: Metrics, parameters: Parameter[]) {
  const path = JSON.stringify(value ?? null);
  const metric = Object.entries(metrics).find(([name]) =>
    new RegExp(`\\b${name}\\b`, 'i').test(path),
  );
  return metric ? metric[1] : Number(resolveText(value, parameters));
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  Equals: (left, right) => left === right,
  GreaterThan: (left, right) => left > right,
  GreaterThanOrEqualTo: (left, right) => left >= right,
  LessThan: (left, right) => left < right,
  LessThanOrEqualTo: (left, right) => left <= right,
};

/** Whether all conditions of a Condition step hold for what the run has measured. */
export function conditionHolds(
  step: StepDefinition,
  metrics: Metrics,
  parameters: Parameter[],
): boolean {
  const conditions = step.Arguments?.Conditions;
  return (Array.isArray(conditions) ? conditions : []).every(
    ({ Type, LeftValue, RightValue }) =>
      COMPARISONS[Type]?.(
        measured(LeftValue, metrics, parameters),
        measured(RightValue, metrics, parameters),
      ) ?? true,
  );
}
