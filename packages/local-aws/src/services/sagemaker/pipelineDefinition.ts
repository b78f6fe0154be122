import { invalid } from './validation';

/** A step of a pipeline definition, as the SageMaker SDK writes it. */
export interface StepDefinition {
  Name: string;
  /** `Processing`, `Training`, `Condition`, `RegisterModel`, `Fail`, ... */
  Type: string;
  DisplayName?: string;
  Description?: string;
  DependsOn?: string[];
  Arguments?: Record<string, unknown>;
  /** `ExpireAfter` is an ISO 8601 duration. */
  CacheConfig?: { Enabled: boolean; ExpireAfter?: string };
  /** Of a Lambda step. */
  FunctionArn?: string;
  /** Of a check. */
  CheckType?: string;
}

export interface PipelineDefinition {
  Version?: string;
  PipelineExperimentConfig?: Record<string, unknown>;
  Parameters?: {
    Name: string;
    Type?: string;
    DefaultValue?: string | number | boolean;
  }[];
  Steps: StepDefinition[];
}

/** Throws a ValidationException for what is no pipeline definition. */
export function parseDefinition(text: string): PipelineDefinition {
  let definition: PipelineDefinition;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    throw invalid(`Unable to parse pipeline definition. ${error}`);
  }
  if (!Array.isArray(definition?.Steps) || definition.Steps.length === 0) {
    throw invalid('Invalid pipeline definition: Steps must not be empty.');
  }
  for (const step of allSteps(definition.Steps)) {
    if (!step.Name || !step.Type) {
      throw invalid('Invalid pipeline definition: a step needs Name and Type.');
    }
  }
  return definition;
}

const MOST_PARSED = 50;
const parsed = new Map<string, PipelineDefinition>();

/** As `parseDefinition`, for what is asked again and again: do not change what it answers. */
export function parseOnce(text: string): PipelineDefinition {
  const known = parsed.get(text);
  if (known) {
    return known;
  }
  const definition = parseDefinition(text);
  if (parsed.size >= MOST_PARSED) {
    parsed.clear();
  }
  parsed.set(text, definition);
  return definition;
}

/** The branches of a condition. */
export function branchesOf(step: StepDefinition): {
  ifSteps: StepDefinition[];
  elseSteps: StepDefinition[];
} {
  const { IfSteps, ElseSteps } = step.Arguments ?? {};
  return {
    ifSteps: Array.isArray(IfSteps) ? IfSteps : [],
    elseSteps: Array.isArray(ElseSteps) ? ElseSteps : [],
  };
}

/** All steps, with those in the branches of conditions. */
export function allSteps(steps: StepDefinition[]): StepDefinition[] {
  return steps.flatMap(step => {
    const { ifSteps, elseSteps } = branchesOf(step);
    return [step, ...allSteps([...ifSteps, ...elseSteps])];
  });
}

/** Steps that a step waits for: named ones, and those whose properties it refers to. */
export function dependenciesOf(step: StepDefinition): string[] {
  const { IfSteps, ElseSteps, ...own } = step.Arguments ?? {};
  const references = JSON.stringify(own).matchAll(/"Steps\.([^."]+)\./g);
  return [
    ...(step.DependsOn ?? []),
    ...[...references].map(([, name]) => name),
  ];
}

/** The condition around a step, by the step's name. */
export function conditionsAround(
  steps: StepDefinition[],
): Map<string, StepDefinition> {
  return new Map(
    allSteps(steps).flatMap(condition => {
      const { ifSteps, elseSteps } = branchesOf(condition);
      return [...ifSteps, ...elseSteps].map(
        ({ Name }): [string, StepDefinition] => [Name, condition],
      );
    }),
  );
}
