import { LifecycleRule } from '@aws-sdk/client-s3';
import { expiryRule, isSameRule, withoutRule, withRule } from './expiryRules';

const WANTED = {
  id: 'own',
  bucket: 'b',
  prefix: 'churn/branches/a/',
  days: 30,
};
const OTHER: LifecycleRule = { ID: 'x', Status: 'Enabled', Filter: {} };
const OLD: LifecycleRule = { ID: 'y', Status: 'Enabled', Prefix: 'logs/' };
const OWN = expiryRule(WANTED, []);

describe('expiryRule', () => {
  it.each<[string, LifecycleRule[], object]>([
    ['alone', [], { Filter: { Prefix: WANTED.prefix } }],
    ['beside filters', [OTHER], { Filter: { Prefix: WANTED.prefix } }],
    ['beside prefixes', [OLD], { Prefix: WANTED.prefix }],
  ])('has S3 delete all that is in the folder, %s', (_, others, place) => {
    expect(expiryRule(WANTED, others)).toEqual({
      ID: 'own',
      Status: 'Enabled',
      ...place,
      Expiration: { Days: 30 },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
  });

  it('keeps uploads no longer than all the rest', () => {
    expect(expiryRule({ ...WANTED, days: 2 }, [])).toMatchObject({
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
    });
  });
});

describe('withRule and withoutRule', () => {
  it.each([
    ['adds', [OTHER, OLD], [OTHER, OLD, OWN]],
    [
      'replaces',
      [OTHER, { ...OWN, Status: 'Disabled' as const }, OLD],
      [OTHER, OWN, OLD],
    ],
  ])('%s one and keeps the others', (_, rules, expected) => {
    expect(withRule(rules, OWN)).toEqual(expected);
    expect(withoutRule(withRule(rules, OWN), 'own')).toEqual([OTHER, OLD]);
  });
});

describe('isSameRule', () => {
  it.each<[string, LifecycleRule, boolean]>([
    ['itself', { ...OWN, Transitions: undefined }, true],
    ['another time', { ...OWN, Expiration: { Days: 31 } }, false],
    ['one that is switched off', { ...OWN, Status: 'Disabled' }, false],
  ])('compares a rule with %s', (_, other, expected) => {
    expect(isSameRule(OWN, other)).toBe(expected);
  });
});
