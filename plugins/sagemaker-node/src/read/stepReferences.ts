/** How a definition refers to a result: `Steps.Train.ModelArtifacts.S3ModelArtifacts`. */
const STEP_REFERENCE = /^Steps\.([^.[\]]+)/;

/**
 * Names of the steps whose results a part of a pipeline definition uses, at any
 * depth: `{"Get": "Steps.X..."}`, alone, in a list of `Std:Join`, or as the property
 * file of `Std:JsonGet`.
 */
export function referencedSteps(part: unknown): string[] {
  const names = new Set<string>();
  // Not recursive: the depth is whatever the definition has.
  const pending = [part];
  while (pending.length > 0) {
    const value = pending.pop();
    if (value !== null && typeof value === 'object') {
      const entries = Object.entries(value);
      const [key, target] = entries[0] ?? [];
      const name =
        entries.length === 1 && key === 'Get' && typeof target === 'string'
          ? STEP_REFERENCE.exec(target)?.[1]
          : undefined;
      if (name) {
        names.add(name);
      }
      // From the last to the first, so that they are popped in their order.
      for (const [, child] of entries.reverse()) {
        pending.push(child);
      }
    }
  }
  return [...names];
}
