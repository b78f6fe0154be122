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

beforeEach(async () => {
  world = new World();
  portal = await startPortal({ world });
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
  expect(portal.writes()).toBe(0);
});

it.each<[string, string, unknown]>([
  ['no payload', TOPIC_RESOURCE_CHANGED, undefined],
  ['a hint without an ARN', TOPIC_RESOURCE_CHANGED, {}],
  ['a hint with a malformed ARN', TOPIC_RESOURCE_CHANGED, { arn: 'arn:x' }],
  [
    'a hint about something else',
    TOPIC_RESOURCE_CHANGED,
    { arn: `arn:aws:codepipeline:${REGION}:${TOOLING}:churn-deploy` },
  ],
  [
    'a hint about an unknown account',
    TOPIC_RESOURCE_CHANGED,
    { arn: GROUP.replace(TOOLING, '999999999999') },
  ],
  ['a string', TOPIC_AWS_EVENTS, 'not an event'],
  ['an event without detail', TOPIC_AWS_EVENTS, { source: 'aws.sagemaker' }],
  [
    'an event that names no resource',
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
    'an event of another service',
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
    TOPIC_AWS_EVENTS,
    {
      source: 'aws.sagemaker',
      'detail-type': 'SageMaker Model Card State Change',
      account: TOOLING,
      region: REGION,
      detail: { ModelCardName: 'churn' },
    },
  ],
])('%s reads nothing and harms nothing', async (_case, topic, payload) => {
  await portal.publish(topic, payload);
  expect(world.described).toEqual([]);
  expect(portal.writes()).toBe(0);
});
