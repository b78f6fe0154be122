import { runInNewContext } from 'node:vm';
import { javaPattern } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** A pattern that needs longer for one value is not decided here. */
const TIMEOUT_MS = 100;

/**
 * Whether the whole value fits a Java pattern of a template; undefined where
 * JavaScript cannot tell. The pattern is the template author's and may backtrack
 * for ever, so it runs where it can be stopped.
 */
export function matchesPattern(
  pattern: string,
  value: string,
): boolean | undefined {
  const source = javaPattern(pattern);
  if (!source) {
    return undefined;
  }
  try {
    const matches: unknown = runInNewContext(
      "new RegExp(source, 'u').test(value)",
      { source, value },
      { timeout: TIMEOUT_MS },
    );
    return matches === true;
  } catch {
    return undefined;
  }
}
