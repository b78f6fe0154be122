import { InputError } from '@backstage/errors';
import {
  PipelineParameter,
  RunGraph,
  RunGraphEdge,
  RunGraphNode,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { referencedSteps } from './stepReferences';

/** SageMaker takes no longer definition. */
const MAX_LENGTH = 1_048_576;
/** Far above the quota of any account. */
const MAX_STEPS = 1_000;

const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
const parameter = z.object({
  Name: z.string().min(1),
  Type: z.enum(['String', 'Integer', 'Float', 'Boolean']).default('String'),
  DefaultValue: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  EnumValues: z.array(z.union([z.string(), z.number()])).nullish(),
});
const step = z.object({
  Name: z.string().min(1),
  Type: z.string().min(1),
  DisplayName: text,
  Description: text,
  DependsOn: z.array(z.string()).nullish(),
  Arguments: z.record(z.unknown()).nullish(),
});
const definition = z.object({
  Parameters: z.array(parameter).nullish(),
  PipelineExperimentConfig: z.object({ ExperimentName: z.unknown() }).nullish(),
  Steps: z.array(z.unknown()).min(1),
});

type Step = z.output<typeof step>;

/** What a step stands in: none for steps at the top. */
type Place = RunGraphNode['within'];

interface PlacedStep {
  step: Step;
  within: Place;
  /** Of everything that the step says, except of the steps in its branches. */
  references: string[];
}

/** What the definition of a SageMaker pipeline says. */
export interface PipelineDefinition extends RunGraph {
  parameters: PipelineParameter[];
}

/**
 * Throws an InputError that names the definition and what is wrong with it.
 *
 * @param source - JSON, as the SageMaker SDKs write it
 * @param pipelineArn - whose definition it is
 */
export function parsePipelineDefinition(
  source: string,
  pipelineArn: string,
): PipelineDefinition {
  const bad = (reason: string) =>
    new InputError(
      `The definition of '${pipelineArn}' cannot be read: ${reason}`,
    );
  if (source.length > MAX_LENGTH) {
    throw bad(`it has ${source.length} characters, ${MAX_LENGTH} at most`);
  }
  const { Parameters, PipelineExperimentConfig, Steps } = read(
    definition,
    parseJson(source, bad),
    bad,
  );
  const steps = placedSteps(Steps, bad);
  const nodes = steps.map(({ step: { Name, Type, ...more }, within }) => ({
    name: Name,
    type: Type,
    displayName: more.DisplayName,
    description: more.Description,
    within,
  }));
  return {
    nodes,
    edges: edgesOf(steps),
    parameters: (Parameters ?? []).map(mapParameter),
    ...codeOf(steps),
    experiment: nameOf(
      PipelineExperimentConfig?.ExperimentName,
      pipelineArn.slice(pipelineArn.lastIndexOf('/') + 1),
    ),
  };
}

type Bad = (reason: string) => InputError;

function parseJson(source: string, bad: Bad): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw bad(`it is not JSON (${error})`);
  }
}

function read<T extends z.ZodTypeAny>(
  schema: T,
  value: unknown,
  bad: Bad,
  where?: string,
): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    const place = [...(where ? [where] : []), ...path].join('.');
    throw bad(`${place || 'it'}: ${message}`);
  }
  return result.data;
}

/** All steps in the order of the definition; not recursive, as they may be nested at any depth. */
function placedSteps(roots: unknown[], bad: Bad): PlacedStep[] {
  const found: PlacedStep[] = [];
  const names = new Set<string>();
  const pending = roots
    .map(value => ({ value, within: undefined as Place }))
    .reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const parsed = read(step, next.value, bad, `step ${found.length + 1}`);
    if (names.has(parsed.Name)) {
      throw bad(`two steps are called '${parsed.Name}'`);
    }
    if (names.size === MAX_STEPS) {
      throw bad(`it has more than ${MAX_STEPS} steps`);
    }
    names.add(parsed.Name);
    const { branches, own } = divide(parsed);
    found.push({
      step: parsed,
      within: next.within,
      references: referencedSteps(own),
    });
    pending.push(...branches.reverse());
  }
  return found;
}

/** The steps in the branches of a condition, and what it says itself. */
function divide({ Name, Type, Arguments, ...more }: Step) {
  if (Type !== 'Condition') {
    return { branches: [], own: { ...more, Arguments } };
  }
  const { IfSteps, ElseSteps, ...own } = Arguments ?? {};
  const branch = (steps: unknown, taken: 'if' | 'else') =>
    (Array.isArray(steps) ? steps : []).map((value: unknown) => ({
      value,
      within: { condition: Name, branch: taken },
    }));
  return {
    branches: [...branch(IfSteps, 'if'), ...branch(ElseSteps, 'else')],
    own: { ...more, Arguments: own },
  };
}

function edgesOf(steps: PlacedStep[]): RunGraphEdge[] {
  const placeOf = new Map(steps.map(one => [one.step.Name, one.within]));
  const edges = new Map<string, RunGraphEdge>();
  // A pair of steps has one edge: the first kind that is added here.
  const add = (from: string, to: string, kind: RunGraphEdge['kind']) => {
    const key = JSON.stringify([from, to]);
    if (from !== to && placeOf.has(from) && !edges.has(key)) {
      edges.set(key, { from, to, kind });
    }
  };
  for (const { step: one, within, references } of steps) {
    const dependsOn = one.DependsOn ?? [];
    const isFirst = ![...references, ...dependsOn].some(
      name => name !== one.Name && isInside(name, within, placeOf),
    );
    if (within && isFirst) {
      add(within.condition, one.Name, within.branch);
    }
    references.forEach(from => add(from, one.Name, 'data'));
    dependsOn.forEach(from => add(from, one.Name, 'depends'));
  }
  return [...edges.values()];
}

/** Whether a step stands in that branch, perhaps in a condition within it. */
function isInside(
  name: string,
  branch: Place,
  placeOf: Map<string, Place>,
): boolean {
  for (let place = placeOf.get(name); place; ) {
    if (
      place.condition === branch?.condition &&
      place.branch === branch.branch
    ) {
      return true;
    }
    place = placeOf.get(place.condition);
  }
  return false;
}

function mapParameter(declared: z.output<typeof parameter>): PipelineParameter {
  const { Name, Type, DefaultValue, EnumValues } = declared;
  return {
    name: Name,
    type: Type,
    defaultValue:
      DefaultValue === undefined || DefaultValue === null
        ? undefined
        : String(DefaultValue),
    enumValues: EnumValues?.map(String),
  };
}

const metadata = z.object({
  MetadataProperties: z.object({
    CommitId: z.string().optional().catch(undefined),
    Repository: z.string().optional().catch(undefined),
  }),
});

/** The code that the definition registers a model with, where it is written out. */
function codeOf(steps: PlacedStep[]): Pick<RunGraph, 'commit' | 'repository'> {
  for (const { step: one } of steps) {
    const registered = metadata.safeParse(one.Arguments);
    if (one.Type === 'RegisterModel' && registered.success) {
      const { CommitId, Repository } = registered.data.MetadataProperties;
      return { commit: CommitId, repository: Repository };
    }
  }
  return {};
}

/** The SDKs name an experiment after the pipeline unless they are told otherwise. */
function nameOf(value: unknown, pipelineName: string): string | undefined {
  const reference = z
    .object({ Get: z.literal('Execution.PipelineName') })
    .safeParse(value);
  if (reference.success) {
    return pipelineName;
  }
  return typeof value === 'string' && value ? value : undefined;
}
