import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { TOPIC_RESOURCE_CHANGED } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Portal, startPortal } from './__testUtils__/startPortal';
import { awsResource, GROUPS, World } from './__testUtils__/World';

jest.setTimeout(60_000);

const PREFIX = 'backstage.sagemaker.ingestion.';

let portal: Portal;
afterEach(() => portal.stop());

it('tells durations, entities by outcome, lag and events', async () => {
  const world = new World();
  world.add('model-group', 'churn');
  const metrics = metricsServiceMock.mock();
  const recorded = new Map<string, unknown[][]>();
  const lags: unknown[][] = [];
  const callbacks: ((result: { observe: jest.Mock }) => unknown)[] = [];
  const note = (name: string) => {
    const calls: unknown[][] = [];
    recorded.set(name, calls);
    return (...call: unknown[]) => {
      calls.push(call);
    };
  };
  metrics.createCounter.mockImplementation(name => ({ add: note(name) }));
  metrics.createHistogram.mockImplementation(name => ({ record: note(name) }));
  metrics.createObservableGauge.mockImplementation(() => ({
    addCallback: callback => {
      callbacks.push(callback);
    },
    removeCallback: () => {},
  }));
  portal = await startPortal({ world, features: [metrics.factory] });
  await portal.sweep();
  world.faults.set(GROUPS, { failOnPage: 0 });
  await portal.sweep();
  await portal.publish(TOPIC_RESOURCE_CHANGED, {
    arn: awsResource('model-group', 'churn').arn,
  });

  const durations = recorded.get(`${PREFIX}duration`);
  expect(durations).toContainEqual([
    expect.any(Number),
    { type: 'model-group', outcome: 'ok' },
  ]);
  expect(durations).toContainEqual([
    expect.any(Number),
    { type: 'model-group', outcome: 'failed' },
  ]);
  expect(recorded.get(`${PREFIX}entities`)).toContainEqual([
    1,
    { type: 'model-group', outcome: 'added' },
  ]);
  expect(recorded.get(`${PREFIX}events`)).toEqual([
    [1, { outcome: 'refreshed' }],
  ]);

  await Promise.all(
    callbacks.map(callback =>
      callback({ observe: jest.fn((...call) => lags.push(call)) }),
    ),
  );
  expect(lags).toContainEqual([expect.any(Number), { type: 'model-group' }]);
});
