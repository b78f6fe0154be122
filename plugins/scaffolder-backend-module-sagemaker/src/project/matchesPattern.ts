import { runInNewContext } from 'node:vm';

/** A pattern that needs longer for one value is not decided here. */
const TIMEOUT_MS = 100;

/** Java's intersection of character classes means something else in JavaScript. */
const JAVA_ONLY = /&&/;

/**
 * Whether the whole value fits a Java pattern of a template; undefined where
 * JavaScript cannot tell. The pattern is the template author's and may backtrack
 * for ever, so it runs where it can be stopped.
 */
export function matchesPattern(
  pattern: string,
  value: string,
): boolean | undefined {
  if (JAVA_ONLY.test(pattern)) {
    return undefined;
  }
  try {
    const matches: unknown = runInNewContext(
      "new RegExp('^(?:' + pattern + ')$', 'u').test(value)",
      { pattern, value },
      { timeout: TIMEOUT_MS },
    );
    return matches === true;
  } catch {
    return undefined;
  }
}
