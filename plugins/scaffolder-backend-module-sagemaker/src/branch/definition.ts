import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  BranchNames,
  UseCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** Members of job requests that say where a job writes; `S3Uri` does in these only. */
const OUTPUT_URI = 'S3OutputPath';
const OUTPUT_PARENTS = ['S3Output', 'CheckpointConfig'];
const GROUP = 'ModelPackageGroupName';

type Visit = (value: JsonValue, path: string) => JsonValue;

interface Visitor {
  /** A value that names where a job writes. */
  output: Visit;
  /** A value that names the model group of a RegisterModel step. */
  group: Visit;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function transform(
  value: JsonValue,
  path: string,
  visitor: Visitor,
): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      transform(
        item,
        isObject(item) && typeof item.Name === 'string'
          ? item.Name
          : `${path}[${index}]`,
        visitor,
      ),
    );
  }
  if (!isObject(value)) {
    return value;
  }
  const parent = path.split('.').at(-1)!;
  return Object.fromEntries(
    Object.entries(value).map(([key, member = null]) => {
      const where = `${path}.${key}`;
      if (
        key === OUTPUT_URI ||
        (key === 'S3Uri' && OUTPUT_PARENTS.includes(parent))
      ) {
        return [key, visitor.output(member, where)];
      }
      return [
        key,
        key === GROUP
          ? visitor.group(member, where)
          : transform(member, where, visitor),
      ];
    }),
  );
}

/** The parameter that `{ "Get": "Parameters.X" }` reads. */
function parameterOf(value: JsonValue): string | undefined {
  return isObject(value) && typeof value.Get === 'string'
    ? /^Parameters\.(.+)$/.exec(value.Get)?.[1]
    : undefined;
}

/** Reads and changes a pipeline definition; parameters are changed by their defaults. */
class Definition {
  readonly #definition: JsonObject;

  constructor(text: string) {
    const definition: JsonValue = JSON.parse(text);
    if (!isObject(definition)) {
      throw new InputError('The definition of the pipeline is no JSON object');
    }
    this.#definition = definition;
  }

  #parameter(name: string): JsonObject | undefined {
    const { Parameters } = this.#definition;
    return (Array.isArray(Parameters) ? Parameters : [])
      .filter(isObject)
      .find(parameter => parameter.Name === name);
  }

  /** Changes the text that a value begins with, wherever the definition keeps it. */
  rewrite(
    value: JsonValue,
    change: (text: string) => string | undefined,
  ): JsonValue | undefined {
    if (typeof value === 'string') {
      return change(value);
    }
    const name = parameterOf(value);
    const parameter = name && this.#parameter(name);
    if (parameter) {
      const changed =
        typeof parameter.DefaultValue === 'string'
          ? change(parameter.DefaultValue)
          : undefined;
      if (changed === undefined) {
        return undefined;
      }
      parameter.DefaultValue = changed;
      return value;
    }
    const join = isObject(value) ? value['Std:Join'] : undefined;
    if (!isObject(join) || !Array.isArray(join.Values)) {
      return undefined;
    }
    const { Values } = join;
    const on = typeof join.On === 'string' ? join.On : '';
    const first = Values.findIndex(part => typeof part !== 'string');
    const literals = first < 0 ? Values.length : first;
    const text = Values.slice(0, literals).join(on);
    // What a run appends must not become part of the last folder's name.
    const isOpen = first > 0 && on !== '/' && !text.endsWith('/');
    const changed = this.rewrite(
      literals ? `${text}${isOpen ? '/' : ''}` : Values[0] ?? null,
      change,
    );
    return changed === undefined
      ? undefined
      : {
          'Std:Join': {
            ...join,
            Values: [changed, ...Values.slice(Math.max(literals, 1))],
          },
        };
  }

  /** What the steps become. Their changes of parameters are kept besides. */
  steps(visitor: Visitor): JsonValue {
    return transform(this.#definition.Steps ?? [], 'Steps', visitor);
  }

  toText(steps: JsonValue): string {
    return JSON.stringify({ ...this.#definition, Steps: steps });
  }
}

const S3_URI = /^s3:\/\/([^/]+)(?:\/(.*))?$/s;

/**
 * The definition of a use case's pipeline as that of a branch: what it writes goes
 * below the branch's prefix of the same bucket, and what it registers to the
 * branch's model group. What it reads stays. Throws an InputError that names the
 * place for a definition whose runs would write or register elsewhere.
 */
export function branchDefinition(
  text: string,
  useCase: UseCaseNames,
  branch: BranchNames,
): string {
  const definition = new Definition(text);
  const own = `${useCase.projectName}/`;
  const moved = new Set<string>();

  /** A parameter that several steps share is moved once. */
  function move(uri: string): string | undefined {
    const [, bucket, key = ''] = S3_URI.exec(uri) ?? [];
    if (!bucket || moved.has(uri)) {
      return bucket && uri;
    }
    const rest = `${key}/`.startsWith(own) ? key.slice(own.length) : key;
    const target = `s3://${bucket}/${branch.artifactPrefix}${rest}`.replace(
      /\/$/,
      uri.endsWith('/') ? '/' : '',
    );
    moved.add(target);
    return target;
  }

  let groups = 0;
  const steps = definition.steps({
    output: (value, path) => {
      const changed = definition.rewrite(value, move);
      if (changed === undefined) {
        throw new InputError(
          `The pipeline '${useCase.pipelineName}' says only at run time in which bucket ${path} is, so that the data of a branch could not be told apart: name the bucket in its definition`,
        );
      }
      return changed;
    },
    group: (value, path) => {
      const changed = definition.rewrite(value, group =>
        [
          useCase.modelGroupName,
          useCase.modelGroupArn,
          branch.modelGroupArn,
        ].includes(group)
          ? branch.modelGroupArn
          : undefined,
      );
      if (changed === undefined) {
        throw new InputError(
          `The pipeline '${useCase.pipelineName}' registers in another model group than ${useCase.modelGroupName} (${path}): a branch has no copy of that one`,
        );
      }
      groups++;
      return changed;
    },
  });
  if (!groups) {
    throw new InputError(
      `The pipeline '${useCase.pipelineName}' registers no model, so that there is nothing to keep apart for a branch`,
    );
  }
  return definition.toText(steps);
}

/** The buckets that a pipeline writes to, as far as its definition names them. */
export function outputBuckets(text: string): string[] {
  const definition = new Definition(text);
  const buckets = new Set<string>();
  definition.steps({
    output: value => {
      definition.rewrite(value, uri => {
        const [, bucket] = S3_URI.exec(uri) ?? [];
        if (bucket) {
          buckets.add(bucket);
        }
        return uri;
      });
      return value;
    },
    group: value => value,
  });
  return [...buckets].sort();
}
