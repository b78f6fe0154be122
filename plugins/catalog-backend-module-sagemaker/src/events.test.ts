import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import {
  awsResource,
  DEV,
  REGION,
  TOOLING,
  versionArn,
  World,
} from './__testUtils__/World';

jest.setTimeout(60_000);

const GROUPS = `${TOOLING}/${REGION}/model-group`;
const GROUP = awsResource('model-group', 'churn').arn;

let portal: Portal;
let world: World;
let outcomes: unknown[];

/** What was counted of events. */
function eventMetrics() {
  const metrics = metricsServiceMock.mock();
  metrics.createCounter.mockImplementation(name => ({
    add: (value, labels) => {
      if (name === 'backstage.sagemaker.ingestion.events') {
        expect(value).toBe(1);
        outcomes.push(labels?.outcome);
      }
    },
  }));
  return metrics.factory;
}

beforeEach(async () => {
  world = new World();
  outcomes = [];
  portal = await startPortal({ world, features: [eventMetrics()] });
  await portal.sweep();
  portal.writes();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await portal.stop();
});

async function titles(): Promise<string[]> {
  return [...(await portal.entities()).values()]
    .filter(entity => String(entity.spec?.type).startsWith('ml-'))
    .map(entity => String(entity.metadata.title))
    .sort();
}

function expectTitles(expected: string[]) {
  return eventually(async () => expect(await titles()).toEqual(expected));
}

const hint = (arn: string) => portal.publish(TOPIC_RESOURCE_CHANGED, { arn });

function awsEvent(detailType: string, detail: object, own: object = {}) {
  return portal.publish(TOPIC_AWS_EVENTS, {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': detailType,
    source: 'aws.sagemaker',
    account: TOOLING,
    region: REGION,
    time: '2025-11-24T12:00:00Z',
    resources: [],
    detail,
    ...own,
  });
}

/** An API call as CloudTrail has recorded it. */
function call(
  eventName: string,
  requestParameters: object,
  responseElements: object | null = null,
  own: object = {},
) {
  return awsEvent('AWS API Call via CloudTrail', {
    eventSource: 'sagemaker.amazonaws.com',
    eventName,
    requestParameters,
    responseElements,
    ...own,
  });
}

/** As if the clock had gone on since the last event. */
function minutesLater(minutes: number) {
  const now = Date.now() + minutes * 60_000;
  jest.spyOn(Date, 'now').mockReturnValue(now);
}

it.each([
  ['a hint', 'model-group', (arn: string) => hint(arn)],
  [
    'a version',
    'model-group',
    (arn: string) =>
      awsEvent('SageMaker Model Package State Change', {
        ModelPackageArn: versionArn(arn, 3),
        ModelApprovalStatus: 'Approved',
      }),
  ],
  [
    'a run',
    'pipeline',
    (arn: string) =>
      awsEvent(
        'SageMaker Model Building Pipeline Execution Status Change',
        {
          pipelineArn: arn,
          pipelineExecutionArn: `${arn}/execution/abc`,
          executionStartTime: 1764000000000,
        },
        { account: DEV },
      ),
  ],
  [
    'a new use case',
    'project',
    (arn: string) =>
      call('CreateProject', { projectName: 'churn' }, { projectArn: arn }),
  ],
  [
    'a new group',
    'model-group',
    (arn: string) =>
      call(
        'CreateModelPackageGroup',
        { modelPackageGroupName: 'churn' },
        { modelPackageGroupArn: arn },
      ),
  ],
  [
    'a new endpoint',
    'endpoint',
    (arn: string) =>
      call('CreateEndpoint', { endpointName: 'Churn' }, { endpointArn: arn }),
  ],
  [
    'a change of tags',
    'model-group',
    (arn: string) => call('AddTags', { resourceArn: arn, tags: [] }),
  ],
  [
    'JSON text about a version',
    'model-group',
    (arn: string) =>
      portal.publish(
        TOPIC_AWS_EVENTS,
        JSON.stringify({
          source: 'aws.sagemaker',
          'detail-type': 'SageMaker Model Package State Change',
          account: TOOLING,
          region: REGION,
          detail: { ModelPackageArn: versionArn(arn, 3) },
        }),
      ),
  ],
  [
    'an endpoint of which only the name is given',
    'endpoint',
    () =>
      awsEvent('SageMaker Endpoint State Change', {
        EndpointName: 'Churn',
        EndpointStatus: 'IN_SERVICE',
      }),
  ],
] as const)(
  'an event about %s brings in its %s, which the next sweep agrees with',
  async (_about, type, publish) => {
    const { arn } = world.add(type, 'churn');
    await publish(arn);
    expect(outcomes).toEqual(['refreshed']);
    await expectTitles(['churn']);
    portal.writes();
    await portal.sweep();
    minutesLater(5);
    await portal.sweep();
    expect(portal.writes()).toBe(0);
  },
);

it('brings in a change', async () => {
  world.add('model-group', 'churn');
  await hint(GROUP);
  world.add('model-group', 'churn', { description: 'who leaves?' });
  await hint(GROUP);
  await eventually(async () => {
    const [model] = [...(await portal.entities()).values()].filter(
      entity => entity.spec?.type === 'ml-model',
    );
    expect(model?.metadata.description).toBe('who leaves?');
  });
});

it('removes what AWS says is gone, and nothing brings it back', async () => {
  world.add('model-group', 'churn');
  await portal.sweep();
  await expectTitles(['churn']);

  world.resources.clear();
  await hint(GROUP);
  await expectTitles([]);
  await hint(GROUP);
  portal.writes();
  await portal.sweep();
  minutesLater(5);
  await portal.sweep();
  expect(portal.writes()).toBe(0);

  world.add('model-group', 'churn');
  await portal.sweep();
  await expectTitles(['churn']);
});

it.each([
  ['project', 'DeleteProject', { projectName: 'Churn' }],
  [
    'model-group',
    'DeleteModelPackageGroup',
    { modelPackageGroupName: 'Churn' },
  ],
  ['endpoint', 'DeleteEndpoint', { endpointName: 'CHURN' }],
] as const)(
  'removes a %s when CloudTrail tells of %s by name',
  async (type, eventName, request) => {
    world.add(type, type === 'endpoint' ? 'churn' : 'Churn');
    await portal.sweep();
    await eventually(async () => expect(await titles()).toHaveLength(1));
    world.resources.clear();
    await call(eventName, request);
    await expectTitles([]);
    portal.writes();
    await call(eventName, request);
    expect(portal.writes()).toBe(0);
  },
);

it('removes what a name in capitals stands for when its ARN is in lower case', async () => {
  world.add('model-group', 'churn');
  await portal.sweep();
  await expectTitles(['churn']);
  world.resources.clear();
  await call('DeleteModelPackageGroup', { modelPackageGroupName: 'Churn' });
  await eventually(async () => expect(await titles()).toEqual([]));
});

it('writes what comes at once together', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `churn-${i}`);
  const arns = names.map(name => world.add('model-group', name).arn);
  await Promise.all(arns.map(hint));
  expect(outcomes).toEqual(names.map(() => 'refreshed'));
  await eventually(async () => expect(await titles()).toHaveLength(40));
  portal.writes();
  await portal.sweep();
  expect(portal.writes()).toBe(0);

  world.resources.clear();
  await Promise.all(arns.map(hint));
  expect(portal.writes()).toBeLessThan(20);
  await expectTitles([]);
});

it('reads a resource at most twice for any number of events that come at once', async () => {
  world.add('model-group', 'churn');
  await Promise.all(Array.from({ length: 20 }, () => hint(GROUP)));
  await expectTitles(['churn']);
  expect(world.described.length).toBeLessThanOrEqual(2);
  portal.writes();
  await hint(GROUP);
  expect(portal.writes()).toBe(0);
});

describe('during a sweep', () => {
  const outcomeOfGroups = async () => (await portal.outcomes()).get(GROUPS);
  const whileListingGroups = (happens: () => Promise<void>) => {
    let done = false;
    world.whileListing = async listing => {
      if (listing === GROUPS && !done) {
        done = true;
        await happens();
      }
    };
  };

  it('a resource that an event brought in is not taken for missing', async () => {
    world.add('model-group', 'older');
    await portal.sweep();
    whileListingGroups(async () => {
      world.add('model-group', 'churn');
      await hint(GROUP);
    });
    await portal.sweep();
    expect(await outcomeOfGroups()).toMatchObject({ found: 1, removed: 0 });
    await expectTitles(['churn', 'older']);
  });

  it('a resource that an event found gone does not come back', async () => {
    world.add('model-group', 'churn');
    await portal.sweep();
    await expectTitles(['churn']);
    whileListingGroups(async () => {
      world.resources.clear();
      await hint(GROUP);
    });
    await portal.sweep();
    expect(await outcomeOfGroups()).toMatchObject({ found: 1, added: 0 });
    await expectTitles([]);
  });
});

it('keeps the entity when the resource cannot be read', async () => {
  world.add('model-group', 'churn');
  await portal.sweep();
  await expectTitles(['churn']);
  portal.writes();
  world.describeError = new Error('ThrottlingException: Rate exceeded');
  await hint(GROUP);
  expect(outcomes).toEqual(['failed']);
  expect(portal.writes()).toBe(0);
});

it.each<[string, string, string, unknown]>([
  ['no payload', 'malformed', TOPIC_RESOURCE_CHANGED, undefined],
  ['a hint without an ARN', 'malformed', TOPIC_RESOURCE_CHANGED, {}],
  [
    'a hint with a malformed ARN',
    'malformed',
    TOPIC_RESOURCE_CHANGED,
    { arn: 'arn:x' },
  ],
  [
    'a hint about something else',
    'irrelevant',
    TOPIC_RESOURCE_CHANGED,
    { arn: `arn:aws:codepipeline:${REGION}:${TOOLING}:churn-deploy` },
  ],
  [
    'a hint about an unknown account',
    'unknown-account',
    TOPIC_RESOURCE_CHANGED,
    { arn: GROUP.replace(TOOLING, '999999999999') },
  ],
  ['a string', 'malformed', TOPIC_AWS_EVENTS, 'not an event'],
  [
    'an event without detail',
    'malformed',
    TOPIC_AWS_EVENTS,
    { source: 'aws.sagemaker' },
  ],
  [
    'an event that names no resource',
    'malformed',
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.sagemaker',
      'detail-type': 'SageMaker Endpoint State Change',
      account: TOOLING,
      region: REGION,
      detail: {},
    },
  ],
  [
    'a step of a run',
    'irrelevant',
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.sagemaker',
      'detail-type':
        'SageMaker Model Building Pipeline Execution Step Status Change',
      account: DEV,
      region: REGION,
      detail: { pipelineArn: awsResource('pipeline', 'churn').arn },
    },
  ],
  [
    'an event of another service',
    'irrelevant',
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.codepipeline',
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      account: TOOLING,
      region: REGION,
      detail: { pipeline: 'churn-deploy' },
    },
  ],
  [
    'an event of an unknown type',
    'irrelevant',
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.sagemaker',
      'detail-type': 'SageMaker Model Card State Change',
      account: TOOLING,
      region: REGION,
      detail: { ModelCardName: 'churn' },
    },
  ],
  [
    'a call that failed',
    'irrelevant',
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.sagemaker',
      'detail-type': 'AWS API Call via CloudTrail',
      account: TOOLING,
      region: REGION,
      detail: { eventName: 'DeleteProject', errorCode: 'AccessDenied' },
    },
  ],
])('%s is %s and harms nothing', async (_case, outcome, topic, payload) => {
  await portal.publish(topic, payload);
  expect(outcomes).toEqual([outcome]);
  expect(world.described).toEqual([]);
  expect(portal.writes()).toBe(0);
});
