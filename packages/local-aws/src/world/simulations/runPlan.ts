import { resolveValue, Scope } from '../../services/sagemaker/jobs/values';
import {
  allSteps,
  branchesOf,
  dependenciesOf,
  StepDefinition,
} from '../../services/sagemaker/pipelineDefinition';
import { ExecutionRecord } from '../../services/sagemaker/store';

type Steps = ExecutionRecord['steps'];

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

/**
 * The steps that can begin now: what they wait for has succeeded, and they have not.
 * Nothing waits for what is not in the definition. What waits for a step of a
 * branch that was not chosen never begins.
 *
 * @param selected - the steps that a selective execution is for; all when left out
 */
export function readySteps(
  definitions: StepDefinition[],
  steps: Steps,
  selected?: Set<string>,
): StepDefinition[] {
  const known = new Set(allSteps(definitions).map(({ Name }) => Name));
  const byName = new Map(steps.map(step => [step.StepName, step.StepStatus]));
  const isDone = (name: string) =>
    !known.has(name) || byName.get(name) === 'Succeeded';
  return reachable(definitions, steps).filter(definition => {
    const status = byName.get(definition.Name);
    return (
      (selected?.has(definition.Name) ?? true) &&
      (status === undefined || status === 'Failed' || status === 'Stopped') &&
      dependenciesOf(definition).every(isDone)
    );
  });
}

/** The number that a value of a condition stands for. */
function measured(value: unknown, scope: Scope): number {
  return Number(resolveValue(value, scope));
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  Equals: (left, right) => left === right,
  GreaterThan: (left, right) => left > right,
  GreaterThanOrEqualTo: (left, right) => left >= right,
  LessThan: (left, right) => left < right,
  LessThanOrEqualTo: (left, right) => left <= right,
};

/** Whether all conditions of a Condition step hold for what the run has measured. */
export function conditionHolds(step: StepDefinition, scope: Scope): boolean {
  const conditions = step.Arguments?.Conditions;
  return (Array.isArray(conditions) ? conditions : []).every(
    ({ Type, LeftValue, RightValue }) =>
      COMPARISONS[Type]?.(
        measured(LeftValue, scope),
        measured(RightValue, scope),
      ) ?? true,
  );
}
