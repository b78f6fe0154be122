import { batchesOf, blobId, foldersOf } from './commitBatches';

const MB = 1024 * 1024;

function file(path: string, size = 1) {
  return { path, content: new Uint8Array(size), executable: false };
}

describe('batchesOf', () => {
  it.each([
    ['nothing', [], []],
    ['100 files', Array.from({ length: 100 }, (_, i) => file(`${i}`)), [100]],
    [
      '250 files',
      Array.from({ length: 250 }, (_, i) => file(`${i}`)),
      [100, 100, 50],
    ],
    ['7 MB', [file('a', 6 * MB), file('b', MB)], [2]],
    ['more than 7 MB', [file('a', 6 * MB), file('b', MB + 1)], [1, 1]],
  ])('splits %s', (_, files, sizes) => {
    expect(batchesOf(files).map(batch => batch.length)).toEqual(sizes);
  });

  it('refuses a file that no commit could hold', () => {
    expect(() => batchesOf([file('model.bin', 6 * MB + 1)])).toThrow(
      "'model.bin' has 6291457 bytes",
    );
  });
});

describe('blobId', () => {
  it.each([
    // As `git hash-object` prints them.
    ['', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
    ['hello\n', 'ce013625030ba8dba906f756967f9e9ca394464a'],
  ])('of %j is that of git', (content, id) => {
    expect(blobId(Buffer.from(content))).toBe(id);
  });
});

describe('foldersOf', () => {
  it('names each folder once', () => {
    expect(
      foldersOf([file('README.md'), file('a/b/c.py'), file('a/b/d.py')]),
    ).toEqual(['/', 'a/b']);
  });
});
