import { Fault } from '@mlops-foundation/local-aws';
import { AwsAccounts, groupArn, numbered } from './__testUtils__/AwsAccounts';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import { DEV, GROUPS, REGION, TOOLING } from './__testUtils__/World';

jest.setTimeout(120_000);

const PIPELINES = `${DEV}/${REGION}/pipeline`;
/** Three pages, the last of them not full. */
const MANY = numbered('group', 250);

let aws: AwsAccounts;
let portal: Portal;

beforeEach(async () => {
  aws = await AwsAccounts.start();
  portal = await startPortal({ config: aws.config });
});
afterEach(async () => {
  await portal.stop();
  await aws.stop();
});

const models = () => portal.titles('ml-model');
const pipelines = () => portal.titles('ml-pipeline');

function expectModels(names: string[]) {
  return eventually(async () =>
    expect(await models()).toEqual([...names].sort()),
  );
}

const searchOf = (accountId: string, own: Partial<Fault>): Fault[] => [
  {
    kind: 'error',
    service: 'sagemaker',
    operation: 'Search',
    accountId,
    ...own,
  },
];
const groupSearch = (own: Partial<Fault>) =>
  searchOf(TOOLING, { resource: 'ModelPackageGroup', ...own });

/** What AWS does, and what then stands in the status of the groups' listing. */
const BROKEN: [string, Fault[], string][] = [
  ['throttles the first page', groupSearch({ kind: 'throttle' }), 'Throttling'],
  [
    'throttles page 2',
    groupSearch({ kind: 'throttle', skip: 1 }),
    'Throttling',
  ],
  [
    'fails on the first page',
    groupSearch({ kind: 'error' }),
    'InternalFailure',
  ],
  [
    'fails on page 3',
    groupSearch({ kind: 'error', skip: 2 }),
    'InternalFailure',
  ],
  [
    'breaks off in the last page',
    groupSearch({ kind: 'truncated', skip: 2 }),
    'UnreadableAnswer',
  ],
  [
    'denies the whole account',
    searchOf(TOOLING, { kind: 'accessDenied' }),
    'AccessDenied',
  ],
  ['denies one type', groupSearch({ kind: 'accessDenied' }), 'AccessDenied'],
  [
    'takes the credentials for expired in the middle',
    groupSearch({ kind: 'expiredToken', skip: 1 }),
    'ExpiredToken',
  ],
  [
    'answers a page a second time',
    groupSearch({ kind: 'repeatPage' }),
    'repeats itself',
  ],
];

describe('when AWS', () => {
  it.each(BROKEN)(
    '%s, the entities stay, the others go on, and the next sweep repairs all',
    async (_case, faults, error) => {
      await aws.createGroups(MANY);
      await portal.sweep();
      await expectModels(MANY);
      const before = await models();

      await aws.deleteGroups(numbered('group', 10));
      await aws.createGroups(numbered('new', 3));
      await aws.createPipelines(['train']);
      aws.local.faults.set(faults);
      await portal.sweep();
      await eventually(async () =>
        expect(await pipelines()).toEqual(['train']),
      );
      expect(await models()).toEqual(before);
      const outcomes = await portal.outcomes();
      expect(outcomes.get(GROUPS)?.error).toContain(error);
      expect(outcomes.get(GROUPS)?.entities).toBe(MANY.length);
      expect(outcomes.get(PIPELINES)?.error).toBeUndefined();

      aws.local.faults.set([]);
      await portal.sweep();
      await expectModels([...MANY.slice(10), ...numbered('new', 3)]);
    },
  );

  it.each<[string, Fault[]]>([
    ['throttles two requests', groupSearch({ kind: 'throttle', times: 2 })],
    ['fails once on page 2', groupSearch({ kind: 'error', skip: 1, times: 1 })],
  ])('%s, the listing is whole all the same', async (_case, faults) => {
    await aws.createGroups(MANY);
    aws.local.faults.set(faults);
    await portal.sweep();
    await expectModels(MANY);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      found: MANY.length,
      added: MANY.length,
      skipped: [],
    });
  });

  it('counts the requests and the throttles of a listing', async () => {
    await aws.createPipelines(['train']);
    aws.local.faults.set(
      searchOf(DEV, { resource: 'Pipeline', kind: 'throttle', times: 2 }),
    );
    await portal.sweep();
    expect((await portal.outcomes()).get(PIPELINES)).toMatchObject({
      calls: 3,
      throttles: 2,
    });
  });
});

describe('an answer that looks whole', () => {
  beforeEach(async () => {
    await aws.createGroups(MANY);
    await portal.sweep();
    await expectModels(MANY);
  });

  it('but is empty removes nothing at once', async () => {
    aws.local.faults.set(groupSearch({ kind: 'empty' }));
    await portal.sweep();
    expect(await models()).toHaveLength(MANY.length);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      found: 0,
      removed: 0,
      heldBack: MANY.map(name => groupArn(name)),
    });
    aws.local.faults.set([]);
    await portal.sweep();
    expect((await portal.outcomes()).get(GROUPS)?.heldBack).toEqual([]);
    expect(await models()).toHaveLength(MANY.length);
  });

  it.each([0, 1, 2])(
    'but ends in the middle of page %i removes nothing that exists',
    async skip => {
      for (let sweep = 0; sweep < 3; sweep++) {
        aws.local.faults.set(groupSearch({ kind: 'shortPage', skip }));
        await portal.sweep();
      }
      expect(await models()).toHaveLength(MANY.length);
      expect((await portal.outcomes()).get(GROUPS)?.removed).toBe(0);
    },
  );

  it('but lacks 60% removes them when a second one lacks them too', async () => {
    const [gone, staying] = [MANY.slice(0, 150), MANY.slice(150)];
    await aws.deleteGroups(gone);
    await portal.sweep();
    expect(await models()).toHaveLength(MANY.length);
    await portal.sweep();
    await expectModels(staying);
    expect((await portal.outcomes()).get(GROUPS)?.removed).toBe(gone.length);
  });
});

describe('a row of the governance table', () => {
  const sets = () => portal.titles('mlops-account-set');
  const expectSets = (names: string[]) =>
    eventually(async () => expect(await sets()).toEqual(names));

  it('that cannot be understood is skipped, the others are read, and what it was stays', async () => {
    await aws.createGroups(['churn']);
    await aws.putSet('marketing', { dev: '220000000002' });
    await portal.sweep();
    await expectSets(['credit-risk', 'marketing']);

    await aws.putRow({ name: { S: 'marketing' }, status: { N: '7' } });
    await aws.putRow({ name: { S: 'broken' } });
    await aws.createGroups(['fraud']);
    await portal.sweep();
    await portal.sweep();
    await expectModels(['churn', 'fraud']);
    await expectSets(['credit-risk', 'marketing']);
    const skipped = (await portal.outcomes()).get('account-sets')?.skipped;
    expect(skipped?.map(({ id }) => id).sort()).toEqual([
      'broken',
      'marketing',
    ]);
  });

  it('that appears or is decommissioned is followed without a restart, and its models stay', async () => {
    await aws.createGroups(['churn']);
    await aws.createPipelines(['train']);
    await portal.sweep();
    await eventually(async () => expect(await pipelines()).toEqual(['train']));

    await aws.putSet('marketing', { dev: '220000000002', tooling: TOOLING });
    await aws.putSet(
      'credit-risk',
      { dev: DEV, tooling: TOOLING },
      'decommissioned',
    );
    await aws.createPipelines(['uplift'], '220000000002');
    await portal.sweep();
    await eventually(async () => {
      expect(await pipelines()).toEqual(['train', 'uplift']);
      const entities = [...(await portal.entities()).values()];
      const gone = entities
        .filter(({ metadata }) => metadata.tags?.includes('decommissioned'))
        .map(({ metadata }) => metadata.title)
        .sort();
      expect(gone).toEqual(['credit-risk', 'credit-risk dev']);
    });
    expect(await models()).toEqual(['churn']);
    expect((await portal.outcomes()).has(PIPELINES)).toBe(true);
  });
});

describe('a page with records that nobody expects', () => {
  const stray = (records: object[]) =>
    aws.putStrayRecords('ModelPackageGroup', records);

  it('of which 50 cannot be understood brings in the other 50, and tells of each', async () => {
    await aws.createGroups(numbered('group', 50));
    await stray(
      numbered('bad', 50).map((name, index) => ({
        ModelPackageGroupName: name,
        ...(index % 2 && { ModelPackageGroupArn: groupArn(name) }),
      })),
    );
    await portal.sweep();
    await expectModels(numbered('group', 50));
    const outcome = (await portal.outcomes()).get(GROUPS);
    expect(outcome).toMatchObject({ found: 100, added: 50 });
    expect(outcome?.skipped).toHaveLength(50);
    expect(outcome?.skipped.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'The record has no ARN',
        'The record has no ModelPackageGroupStatus',
      ]),
    );
  });

  it.each([
    ['63 characters and more', 'm'.repeat(80)],
    ['slashes', 'team/risk/fraud'],
    ['unicode', 'größe-模型'],
    ['nothing that a name may have', '///'],
  ])(
    'of which one has a name of %s gets a name of its own',
    async (_case, name) => {
      await aws.createGroups(['plain']);
      await stray([
        {
          ModelPackageGroupName: name,
          ModelPackageGroupArn: groupArn(name),
          ModelPackageGroupStatus: 'Completed',
          CreationTime: 1764000000,
        },
      ]);
      await portal.sweep();
      await expectModels(['plain', name]);
      expect((await portal.outcomes()).get(GROUPS)?.skipped).toEqual([]);
    },
  );
});

it('the same name in two accounts makes two entities', async () => {
  await aws.createGroups(['churn'], TOOLING);
  await aws.createGroups(['churn'], DEV);
  await portal.sweep();
  await expectModels(['churn', 'churn']);
  const refs = (await portal.provided()).filter(ref => ref.includes('/churn-'));
  expect(refs).toHaveLength(2);
});
