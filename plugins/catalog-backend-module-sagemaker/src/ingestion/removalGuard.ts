/** So few removals are everyday life even where they are a large share. */
const ALWAYS_ALLOWED = 2;

/**
 * Which of the missing sources must not be removed yet. A listing that answered
 * nothing, or that lacks more than two resources and more than `limitPercent` of
 * what is known, may be a fault that looks like an answer: what is missing is held
 * back until a second sweep finds it missing too.
 */
export function heldBack(options: {
  /** How many entities the listing has in the catalog. */
  known: number;
  /** How many resources the listing answered. */
  found: number;
  missing: string[];
  /** What was held back by the sweep before. */
  heldBefore: string[];
  limitPercent: number;
}): string[] {
  const { known, found, limitPercent } = options;
  const before = new Set(options.heldBefore);
  const unconfirmed = options.missing.filter(source => !before.has(source));
  if (found > 0) {
    const share = (100 * unconfirmed.length) / known;
    if (unconfirmed.length <= ALWAYS_ALLOWED || share <= limitPercent) {
      return [];
    }
  }
  return unconfirmed;
}
