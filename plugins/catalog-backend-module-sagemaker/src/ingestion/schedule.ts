/** Readings of thousands of listings are spread over this share of the time between them. */
const JITTER = 0.2;
const FIRST_RETRY_MS = 60 * 1000;

/**
 * When a listing is read again, in epoch milliseconds. The interval is up to a
 * fifth shorter than `frequencyMs`, by `random` (0 to 1), so that listings which
 * began together do not stay together. One that failed is tried again after a
 * minute, then after two, four and so on, but never later than usual.
 */
export function nextRunAt(options: {
  now: number;
  frequencyMs: number;
  /** Failures in a row, this one included. */
  failures: number;
  random: number;
}): number {
  const { now, frequencyMs, failures, random } = options;
  const usual = frequencyMs * (1 - JITTER * random);
  const wait =
    failures === 0
      ? usual
      : Math.min(usual, FIRST_RETRY_MS * 2 ** (failures - 1));
  return Math.round(now + wait);
}
