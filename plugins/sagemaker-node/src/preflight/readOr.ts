import { isError } from '@backstage/errors';
import { isAwsError } from '../aws/errors';

/** Kinds of AWS errors that no second try mends. */
const LASTING = ['not_found', 'denied', 'invalid'];

/** What was read, or why it cannot be. */
export type Reading<T> =
  | { value: T; problem?: undefined }
  | { value?: undefined; problem: string };

/**
 * Reads what a project depends on. Throws what a second try may mend, such as a
 * throttled call.
 */
export async function readOr<T>(
  what: string,
  read: () => T | Promise<T>,
): Promise<Reading<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const isFinding = isAwsError(error)
      ? LASTING.includes(error.kind)
      : isError(error) && error.name === 'InputError';
    if (!isFinding || !isError(error)) {
      throw error;
    }
    return { problem: `${what}: ${error.message}` };
  }
}
