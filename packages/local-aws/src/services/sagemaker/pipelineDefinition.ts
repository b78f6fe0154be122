import { invalid } from './validation';

/** A step of a pipeline definition, as the SageMaker SDK writes it. */
export interface StepDefinition {
  Name: string;
  /** `Processing`, `Training`, `Condition`, `RegisterModel`, `Fail`, ... */
  Type: string;
  DependsOn?: string[];
  Arguments?: Record<string, unknown>;
}

export interface PipelineDefinition {
  Version?: string;
  Parameters?: {
    Name: string;
    Type?: string;
    DefaultValue?: string | number;
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
