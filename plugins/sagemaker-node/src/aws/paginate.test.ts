import { collect, paginate } from './paginate';

/** A listing with these pages; the cursor of a page is given with it. */
function listing(pages: { items: string[]; next?: string }[]) {
  let calls = 0;
  return {
    calls: () => calls,
    pages: paginate<string>({
      what: 'things',
      fetch: async () => pages[Math.min(calls++, pages.length - 1)],
      idOf: item => (item.startsWith('?') ? undefined : item),
    }),
  };
}

describe('paginate', () => {
  it.each([
    ['one page', [{ items: ['a', 'b'] }], ['a', 'b']],
    ['no item', [{ items: [] }], []],
    [
      'an empty page in the middle',
      [{ items: ['a'], next: '1' }, { items: [], next: '2' }, { items: ['b'] }],
      ['a', 'b'],
    ],
    [
      'pages that shifted under the walk',
      [{ items: ['a', 'b'], next: '1' }, { items: ['b', 'c'] }],
      ['a', 'b', 'c'],
    ],
    [
      'items without an id',
      [{ items: ['?', 'a'], next: '1' }, { items: ['?'] }],
      ['?', 'a', '?'],
    ],
  ])('walks %s', async (_, pages, expected) => {
    const { pages: all, calls } = listing(pages);
    await expect(collect(all)).resolves.toEqual(expected);
    expect(calls()).toBe(pages.length);
  });

  it('ends when a cursor comes back', async () => {
    const { pages, calls } = listing([
      { items: ['a'], next: '1' },
      { items: ['b'], next: '2' },
      { items: ['c'], next: '1' },
    ]);
    await expect(collect(pages)).rejects.toThrow(
      'AWS repeats itself while listing things',
    );
    expect(calls()).toBe(3);
  });

  it('ends when the same page comes with ever new cursors', async () => {
    let calls = 0;
    const pages = paginate<string>({
      what: 'things',
      fetch: async () => ({ items: ['a'], next: String(calls++) }),
      idOf: item => item,
    });
    await expect(collect(pages)).rejects.toThrow('AWS repeats itself');
    expect(calls).toBeLessThan(20);
  });
});
