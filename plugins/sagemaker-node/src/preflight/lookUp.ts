import { isAwsError } from '../aws/errors';

/** What was found, that it is not there, or why it cannot be looked at. */
export type LookUp<T> =
  | { state: 'found'; value: T }
  | { state: 'missing' }
  | { state: 'unknown'; reason: string };

/**
 * Looks at something that AWS itself will look at later. Where the portal may not
 * or cannot see it, the launch must not fail for that: the reason is told instead.
 */
export async function lookUp<T>(read: () => Promise<T>): Promise<LookUp<T>> {
  try {
    return { state: 'found', value: await read() };
  } catch (error) {
    if (!isAwsError(error)) {
      throw error;
    }
    return error.kind === 'not_found'
      ? { state: 'missing' }
      : { state: 'unknown', reason: error.message };
  }
}
