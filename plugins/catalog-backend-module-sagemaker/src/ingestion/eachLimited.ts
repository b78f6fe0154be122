/** Calls `fn` for each item, at most `limit` at once. */
export async function eachLimited<T>(
  items: T[],
  limit: number,
  fn: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of rest) {
      await fn(item);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
