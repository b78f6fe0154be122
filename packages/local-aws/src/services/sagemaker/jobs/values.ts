/** What the references of a definition stand for. */
export interface Scope {
  /** Of `Parameters.X`, `Execution.X` or `Steps.X.Y`; undefined when it is not known. */
  get(reference: string): unknown;
  /** The measured metric that the path of a `Std:JsonGet` leads to. */
  metric(path: string): number | undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The metric that a JSON path or the name of a metric definition names. */
export function metricNamed(
  text: string,
  metrics: Record<string, number> = {},
): number | undefined {
  return Object.entries(metrics).find(([name]) =>
    new RegExp(`\\b${name}\\b`, 'i').test(text),
  )?.[1];
}

function joined(join: unknown, scope: Scope): string {
  if (!isObject(join) || !Array.isArray(join.Values)) {
    return '';
  }
  return join.Values.map(part => resolveText(part, scope)).join(
    String(join.On ?? ''),
  );
}

/**
 * A value of a definition as a job gets it: references, joins and metrics in it are
 * replaced, in whatever depth. What a reference that is not known stands for is
 * the reference itself.
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map(item => resolveValue(item, scope));
  }
  if (!isObject(value)) {
    return value;
  }
  if (typeof value.Get === 'string') {
    return scope.get(value.Get) ?? value.Get;
  }
  if ('Std:Join' in value) {
    return joined(value['Std:Join'], scope);
  }
  if ('Std:JsonGet' in value) {
    const get = value['Std:JsonGet'];
    return isObject(get) ? scope.metric(String(get.Path)) : undefined;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      resolveValue(entry, scope),
    ]),
  );
}

export function resolveText(value: unknown, scope: Scope): string {
  return String(resolveValue(value, scope) ?? '');
}

/** Parts of `ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri`. */
const PATH_PARTS = /([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g;

/** An entry of a list is named by its own name, such as `OutputName`. */
function namedEntry(list: unknown[], key: string): unknown {
  return /^\d+$/.test(key)
    ? list[Number(key)]
    : list.find(
        entry =>
          isObject(entry) &&
          Object.entries(entry).some(
            ([name, value]) => name.endsWith('Name') && value === key,
          ),
      );
}

/** What a property path leads to; undefined when it leads nowhere. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const [, name, single, double, index] of path.matchAll(PATH_PARTS)) {
    const key = name ?? single ?? double ?? index;
    if (Array.isArray(value)) {
      value = namedEntry(value, key);
    } else {
      value = isObject(value) ? value[key] : undefined;
    }
  }
  return value;
}
