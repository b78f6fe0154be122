import { sha256 } from '@noble/hashes/sha256';
import { bytesToHex } from '@noble/hashes/utils';

const MAX_NAME = 63;
const HASH_LENGTH = 8;

/** First eight hex digits of SHA-256: tells ARNs apart in names and channels. */
export function shortHash(value: string): string {
  return bytesToHex(sha256(value)).slice(0, HASH_LENGTH);
}

/**
 * The entity name of an AWS resource: its own name made safe for the catalog
 * (63 characters of `[a-z0-9A-Z-_.]`) and a short hash of the ARN, because two
 * accounts may hold the same name. The real name belongs in `metadata.title`.
 */
export function entityNameFor(name: string, arn: string): string {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME - HASH_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return safe ? `${safe}-${shortHash(arn)}` : shortHash(arn);
}

/** The entity name of an AWS account; the id is unique, so it needs no hash. */
export function accountEntityName(accountId: string): string {
  return `aws-account-${accountId}`;
}
