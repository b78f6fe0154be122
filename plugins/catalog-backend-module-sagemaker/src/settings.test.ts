import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readSettings } from './settings';

const MINUTE = 60_000;

const read = (ingestion?: JsonObject) =>
  readSettings(
    mockServices.rootConfig({
      data: { sagemaker: { ...(ingestion && { ingestion }) } },
    }),
  );

it('has defaults for everything', () => {
  expect(read()).toMatchObject({
    removalLimitPercent: 30,
    timeout: { minutes: 15 },
    frequencies: {
      'account-set': 5 * MINUTE,
      project: 30 * MINUTE,
      'model-group': 30 * MINUTE,
      'shared-model-group': 30 * MINUTE,
      pipeline: 30 * MINUTE,
      endpoint: 30 * MINUTE,
    },
  });
});

it('reads every type as often as configured, in any notation', () => {
  expect(
    read({
      frequency: 'PT1H',
      frequencies: { endpoint: { minutes: 10 }, project: '2h' },
      timeout: { minutes: 2 },
    }),
  ).toMatchObject({
    timeout: { minutes: 2 },
    frequencies: {
      'account-set': 60 * MINUTE,
      endpoint: 10 * MINUTE,
      project: 120 * MINUTE,
      pipeline: 60 * MINUTE,
    },
  });
});

it.each<[JsonObject, string]>([
  [
    { removalLimitPercent: -1 },
    'sagemaker.ingestion.removalLimitPercent must be from 0 to 100',
  ],
  [
    { removalLimitPercent: 101 },
    'sagemaker.ingestion.removalLimitPercent must be from 0 to 100',
  ],
  [
    { frequencies: { models: 'PT1H' } },
    'sagemaker.ingestion.frequencies.models is no type',
  ],
  [{ frequency: 'often' }, 'frequency'],
  [{ exclude: { names: 'sandbox-*' } }, 'names'],
])('refuses %j and names the key', (ingestion, message) => {
  expect(() => read(ingestion)).toThrow(message);
});
