import { nextRunAt } from './schedule';

const MINUTE = 60_000;

it.each([
  ['after a success', { failures: 0, random: 0 }, 30],
  ['after a success, with jitter', { failures: 0, random: 0.5 }, 27],
  ['after a failure', { failures: 1, random: 0.5 }, 1],
  ['after three failures', { failures: 3, random: 0.5 }, 4],
  [
    'after many failures, never later than usual',
    { failures: 99, random: 0 },
    30,
  ],
])('%s', (_case, options, minutes) => {
  expect(nextRunAt({ now: 1000, frequencyMs: 30 * MINUTE, ...options })).toBe(
    1000 + minutes * MINUTE,
  );
});

it('never waits longer than usual before it tries again', () => {
  expect(
    nextRunAt({ now: 0, frequencyMs: 10_000, failures: 1, random: 0 }),
  ).toBe(10_000);
});
