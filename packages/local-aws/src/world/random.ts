import { createHash } from 'node:crypto';

/** A number of [0, 1) that depends on nothing but the text: each start shows the same world. */
export function fraction(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

/** Hex digits that depend on nothing but the text, such as a commit id. */
export function hex(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}
