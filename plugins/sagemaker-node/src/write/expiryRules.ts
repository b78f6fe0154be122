import { isDeepStrictEqual } from 'node:util';
import { LifecycleRule } from '@aws-sdk/client-s3';
import { ObjectPrefix } from '../writers';

/** Of one bucket, see PutBucketLifecycleConfiguration. */
export const MAX_RULES = 1000;
/** What nobody has finished to upload after a week is not finished any more. */
const UPLOAD_DAYS = 7;

/**
 * The rule of a folder, in the way in which the bucket's other rules name theirs:
 * S3 takes no filters beside rules that still have a prefix of their own.
 */
export function expiryRule(
  wanted: ObjectPrefix & { id: string; days: number },
  others: LifecycleRule[],
): LifecycleRule {
  const { id, prefix, days } = wanted;
  const isOld = others.some(
    ({ ID, Prefix }) => ID !== id && Prefix !== undefined,
  );
  return {
    ID: id,
    ...(isOld ? { Prefix: prefix } : { Filter: { Prefix: prefix } }),
    Status: 'Enabled',
    Expiration: { Days: days },
    NoncurrentVersionExpiration: { NoncurrentDays: days },
    AbortIncompleteMultipartUpload: {
      DaysAfterInitiation: Math.min(days, UPLOAD_DAYS),
    },
  };
}

/** Whether two rules say the same; members that are undefined say nothing. */
export function isSameRule(a: LifecycleRule, b: LifecycleRule): boolean {
  const plain = (rule: LifecycleRule): unknown =>
    JSON.parse(JSON.stringify(rule));
  return isDeepStrictEqual(plain(a), plain(b));
}

/** In the place of the one with the same id, or at the end. */
export function withRule(
  rules: LifecycleRule[],
  rule: LifecycleRule,
): LifecycleRule[] {
  return rules.some(({ ID }) => ID === rule.ID)
    ? rules.map(each => (each.ID === rule.ID ? rule : each))
    : [...rules, rule];
}

export function withoutRule(
  rules: LifecycleRule[],
  id: string,
): LifecycleRule[] {
  return rules.filter(({ ID }) => ID !== id);
}
