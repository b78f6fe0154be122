/**
 * The values of those tags that a resource has, in the order of `keys`, trimmed and
 * without empty ones. Keys are compared without case: `Team` and `team` are one tag
 * to people, and two to AWS.
 */
export function tagValues(
  tags: Record<string, string>,
  keys: string[],
): string[] {
  const values = new Map(
    Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return keys
    .map(key => tags[key] ?? values.get(key.toLowerCase()))
    .map(value => value?.trim() ?? '')
    .filter(value => value !== '');
}
