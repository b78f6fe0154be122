import { tagFindings } from './tagFindings';

describe('tagFindings', () => {
  it('takes what AWS takes', () => {
    expect(
      tagFindings({
        'mlops:owner': 'group:default/a+b@c',
        'Kosten Stelle': '',
      }),
    ).toEqual([]);
  });

  it.each([
    ['an empty key', { '': 'x' }, '1 to 128'],
    ['a long key', { [`k${'x'.repeat(128)}`]: '' }, '1 to 128'],
    ['a key of AWS', { 'AWS:x': '' }, 'aws:'],
    ['a long value', { k: 'x'.repeat(257) }, 'at most 256'],
    ['a character out of rule', { k: 'a;b' }, 'letters, digits'],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ''])),
      'AWS takes 50',
    ],
  ])('finds %s', (_, tags, message) => {
    expect(tagFindings(tags)).toEqual([
      { field: 'tags', message: expect.stringContaining(message) },
    ]);
  });
});
