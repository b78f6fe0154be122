import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';

/** Names of errors that say that a repository, branch, folder or file is not there. */
const NOT_THERE = /^NotFoundError$|DoesNotExistException$/;

/**
 * Reads at a git host. `what` is for messages, such as `repository at <url>`.
 * Throws NotFoundError when it is not there, ServiceUnavailableError when it
 * cannot be read.
 */
export async function readingFrom<T>(
  what: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (NOT_THERE.test(toError(error).name)) {
      throw new NotFoundError(
        `There is no ${what}. Check that it still exists and that the portal's integration may read it`,
        error,
      );
    }
    throw new ServiceUnavailableError(
      `The ${what} cannot be read. Check its host under 'integrations' in the configuration`,
      error,
    );
  }
}
