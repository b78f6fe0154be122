import { mockServices } from '@backstage/backend-test-utils';
import { TOPIC_RESOURCE_CHANGED } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ChangeHandler } from './ChangeHandler';
import { ChangedResource } from './changedResource';

const REGION = 'eu-west-1';
const ACCOUNTS = ['210000000002', '220000000002'];
const arnOf = (accountId: string, name: string) =>
  `arn:aws:sagemaker:${REGION}:${accountId}:endpoint/${name}`;

/** A handler whose readings end when they are told to. */
function start() {
  const reading: { resource: ChangedResource; finish(): void }[] = [];
  const written: string[] = [];
  const handler = new ChangeHandler({
    directory: {
      targets: async () =>
        ACCOUNTS.map(accountId => ({ accountId, region: REGION })),
    },
    refresher: {
      read: async resource => {
        await new Promise<void>(finish => reading.push({ resource, finish }));
        return { resource, readAt: 0 };
      },
      write: async ({ resource }) => {
        written.push(resource.arn);
      },
    },
    events: { add: () => {} },
    logger: mockServices.logger.mock(),
  });
  const hint = (arn: string) =>
    handler.handle({ topic: TOPIC_RESOURCE_CHANGED, eventPayload: { arn } });
  return { reading, written, hint };
}

const settle = () => new Promise(resolve => setImmediate(resolve));

it('reads many resources at once, but few of one account', async () => {
  const { reading, written, hint } = start();
  const names = Array.from({ length: 50 }, (_, i) => `churn-${i}`);
  const busy = names.map(name => hint(arnOf(ACCOUNTS[0], name)));
  const other = hint(arnOf(ACCOUNTS[1], 'churn'));
  await settle();
  expect(reading.map(({ resource }) => resource.accountId)).toEqual([
    ...Array.from({ length: 8 }, () => ACCOUNTS[0]),
    ACCOUNTS[1],
  ]);

  for (let done = 0; done < names.length + 1; done++) {
    reading[done].finish();
    await settle();
  }
  await Promise.all([...busy, other]);
  expect(written).toHaveLength(names.length + 1);
});

it('reads what waits for its turn once, however often it has changed', async () => {
  const { reading, written, hint } = start();
  const busy = Array.from({ length: 8 }, (_, i) =>
    hint(arnOf(ACCOUNTS[0], `busy-${i}`)),
  );
  const arn = arnOf(ACCOUNTS[0], 'churn');
  const waiting = [hint(arn), hint(arn), hint(arn)];
  await settle();
  waiting.push(hint(arn));
  reading.forEach(({ finish }) => finish());
  await settle();
  // This one comes after the reading has begun.
  waiting.push(hint(arn));
  await settle();
  expect(reading).toHaveLength(9);
  reading[8].finish();
  await settle();
  reading[9].finish();
  await Promise.all([...busy, ...waiting]);
  expect(written.filter(one => one === arn)).toHaveLength(2);
});
