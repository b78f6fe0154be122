import type { RunStep } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { stepNote } from './StepsTable';

describe('stepNote', () => {
  it.each<[Partial<RunStep>, string]>([
    [{}, ''],
    [{ attempts: 1 }, ''],
    [{ cached: true }, 'From the cache.'],
    [{ outcome: 'True' }, 'Outcome: True.'],
    [
      { attempts: 3, failureReason: 'out of memory' },
      '3 attempts. out of memory',
    ],
  ])('of %o is "%s"', (step, note) => {
    expect(
      stepNote({ name: 's', type: 'Training', status: 'Failed', ...step }),
    ).toBe(note);
  });
});
