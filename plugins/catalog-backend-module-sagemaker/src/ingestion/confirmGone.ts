import pLimit from 'p-limit';

/** So that a large removal does not take all of the limiter's places. */
const AT_ONCE = 4;

/**
 * Tells entities whose resources are no more from those that only the listing
 * lacks: an index may lag behind, or lose what exists. Throws when one cannot be
 * asked for: then the listing as a whole is not to be believed.
 */
export async function confirmGone<T extends { source: string }>(
  missing: T[],
  isGone: (source: string) => Promise<boolean>,
): Promise<{ gone: T[]; unlisted: T[] }> {
  const limit = pLimit(AT_ONCE);
  const answers = await Promise.all(
    missing.map(({ source }) => limit(() => isGone(source))),
  );
  return {
    gone: missing.filter((_, index) => answers[index]),
    unlisted: missing.filter((_, index) => !answers[index]),
  };
}
