import eventsPlugin from '@backstage/plugin-events-backend';
import eventsModuleAwsSqs from '@backstage/plugin-events-backend-module-aws-sqs';
import { AwsAccounts } from './__testUtils__/AwsAccounts';
import {
  captureScheduler,
  eventually,
  Portal,
  startPortal,
} from './__testUtils__/startPortal';
import { REGION } from './__testUtils__/World';

jest.setTimeout(120_000);

let aws: AwsAccounts;
let portal: Portal;
let queue: ReturnType<typeof captureScheduler>;

/** Has the events backend read the queue once. */
const receive = () =>
  queue.scheduler().triggerTask('events.awsSqs.publisher:aws-sagemaker');

/** With the events backend of Backstage, which reads the queue that AWS's events are put into. */
beforeEach(async () => {
  queue = captureScheduler('events');
  aws = await AwsAccounts.start();
  await aws.createGroups(['anchor']);
  portal = await startPortal({
    config: {
      ...aws.config,
      events: {
        modules: {
          awsSqs: {
            awsSqsConsumingEventPublisher: {
              topics: {
                'aws-sagemaker': {
                  queue: {
                    region: REGION,
                    url: aws.queueUrl,
                    waitTime: { seconds: 1 },
                  },
                  waitTimeAfterEmptyReceive: { milliseconds: 0 },
                },
              },
            },
          },
        },
      },
    },
    features: [eventsPlugin, eventsModuleAwsSqs, queue.feature],
  });
  await portal.sweep();
  await receive();
  await expectModels(['anchor']);
});
afterEach(async () => {
  await portal.stop();
  await aws.stop();
});

function expectModels(names: string[]) {
  return eventually(async () =>
    expect(await portal.titles('ml-model')).toEqual(names),
  );
}

it('what is created, changed and deleted in AWS shows without a sweep', async () => {
  await aws.createGroups(['churn']);
  await receive();
  await expectModels(['anchor', 'churn']);

  await aws.tagGroup('churn', { 'mlops:owner': 'churners' });
  await receive();
  await eventually(async () => {
    const owners = [...(await portal.entities()).values()].map(
      ({ spec }) => spec?.owner,
    );
    expect(owners).toContain('group:default/churners');
  });

  await aws.deleteGroups(['churn']);
  await receive();
  await expectModels(['anchor']);
});

it('what happened while the queue could not be read shows afterwards', async () => {
  aws.local.faults.set([{ kind: 'error', service: 'sqs' }]);
  await aws.createGroups(['churn']);
  await receive();
  expect(await portal.titles('ml-model')).toEqual(['anchor']);

  aws.local.faults.set([]);
  await receive();
  await expectModels(['anchor', 'churn']);
});
