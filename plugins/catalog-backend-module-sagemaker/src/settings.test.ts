import { mockServices } from '@backstage/backend-test-utils';
import { readSettings } from './settings';

const read = (ingestion?: object) =>
  readSettings(
    mockServices.rootConfig({
      data: { sagemaker: { ...(ingestion && { ingestion }) } },
    }),
  );

it('has defaults for everything', () => {
  expect(read()).toMatchObject({
    removalLimitPercent: 30,
    schedule: { frequency: { minutes: 30 }, scope: 'global' },
  });
});

it('sweeps as configured, once for all replicas', () => {
  expect(
    read({
      schedule: { frequency: 'PT1M', timeout: { minutes: 2 }, scope: 'local' },
      removalLimitPercent: 0,
    }),
  ).toMatchObject({
    removalLimitPercent: 0,
    schedule: { timeout: { minutes: 2 }, scope: 'global' },
  });
});

it.each([-1, 101])('refuses a removal limit of %i percent', limit => {
  expect(() => read({ removalLimitPercent: limit })).toThrow(
    'sagemaker.ingestion.removalLimitPercent must be from 0 to 100',
  );
});
