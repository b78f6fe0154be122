import { loadPages } from './loadPages';

const PAGES: Record<string, { items: { arn: string }[]; nextCursor?: string }> =
  {
    first: { items: [{ arn: 'a' }, { arn: 'b' }], nextCursor: 'second' },
    second: { items: [{ arn: 'b' }, { arn: 'c' }], nextCursor: 'third' },
    third: { items: [{ arn: 'd' }] },
  };

describe('loadPages', () => {
  it.each([
    [1, ['a', 'b'], 'second', 1],
    [2, ['a', 'b', 'c'], 'third', 2],
    [3, ['a', 'b', 'c', 'd'], undefined, 3],
    [9, ['a', 'b', 'c', 'd'], undefined, 3],
  ])('reads %d pages', async (count, arns, nextCursor, calls) => {
    const asked: string[] = [];
    const list = await loadPages(count, async (cursor = 'first') => {
      asked.push(cursor);
      return PAGES[cursor];
    });
    expect(list.items.map(({ arn }) => arn)).toEqual(arns);
    expect(list.nextCursor).toBe(nextCursor);
    expect(asked).toHaveLength(calls);
  });
});
