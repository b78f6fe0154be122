import { matchesPattern } from './matchesPattern';

describe('matchesPattern', () => {
  it.each([
    ['[a-z]+', 'abc', true],
    ['[a-z]+', 'abc1', false],
    ['a|b', 'ab', false],
    ['^x$', 'x', true],
    ['(?i)abc', 'ABC', undefined],
    ['[a-z&&[^b]]', 'b', undefined],
    ['[', 'x', undefined],
    ['(a+)+$', `${'a'.repeat(40)}!`, undefined],
  ])('%s on %s: %s', (pattern, value, expected) => {
    expect(matchesPattern(pattern, value)).toBe(expected);
  });
});
