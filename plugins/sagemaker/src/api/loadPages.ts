interface Page {
  items: { arn: string }[];
  nextCursor?: string;
}

/**
 * The first `count` pages as one list, read one after the other. A record that
 * slipped to the next page between two reads is kept once.
 */
export async function loadPages<L extends Page>(
  count: number,
  fetchPage: (cursor?: string) => Promise<L>,
): Promise<L> {
  let list = await fetchPage();
  for (let page = 1; page < count && list.nextCursor; page++) {
    const next = await fetchPage(list.nextCursor);
    const known = new Set(list.items.map(item => item.arn));
    list = {
      ...list,
      nextCursor: next.nextCursor,
      items: [
        ...list.items,
        ...next.items.filter(item => !known.has(item.arn)),
      ],
    };
  }
  return list;
}
