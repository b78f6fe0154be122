import { isError } from '@backstage/errors';
import { isAwsError } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** Kinds of AWS errors that no second try mends. */
const LASTING = ['not_found', 'denied', 'invalid'];

/**
 * What was read, or undefined with a finding more that says why it cannot be.
 * Throws what a second try may mend, such as a throttled call.
 */
export async function readOr<T>(
  findings: string[],
  what: string,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isFinding = isAwsError(error)
      ? LASTING.includes(error.kind)
      : isError(error) && error.name === 'InputError';
    if (!isFinding || !isError(error)) {
      throw error;
    }
    findings.push(`${what}: ${error.message}`);
    return undefined;
  }
}
