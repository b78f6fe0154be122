import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import {
  accountSet,
  awsResource,
  GROUPS,
  World,
  worldWithGroups,
} from './__testUtils__/World';

jest.setTimeout(60_000);

let portal: Portal;
afterEach(() => portal?.stop());

const models = () => portal.titles('ml-model');

function expectModels(names: string[]) {
  return eventually(async () => expect(await models()).toEqual(names));
}

describe('removals', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'];
  let world: World;

  beforeEach(async () => {
    world = worldWithGroups(...six);
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(six);
  });

  const remove = (...names: string[]) =>
    names.forEach(name =>
      world.resources.delete(awsResource('model-group', name).arn),
    );

  it('are held back beyond the limit until a second sweep confirms them', async () => {
    remove('a', 'b', 'c', 'd');
    await portal.sweep();
    expect(await models()).toEqual(six);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      removed: 0,
      heldBack: expect.arrayContaining([awsResource('model-group', 'a').arn]),
    });

    await portal.sweep();
    await expectModels(['e', 'f']);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      removed: 4,
      heldBack: [],
    });
  });

  it('are not confirmed by a listing that failed, nor by one that finds the resources again', async () => {
    remove('a', 'b', 'c', 'd');
    await portal.sweep();
    world.faults.set(GROUPS, { failOnPage: 0 });
    await portal.sweep();
    expect(await models()).toEqual(six);

    world.faults.clear();
    six.forEach(name => world.add('model-group', name));
    await portal.sweep();
    expect((await portal.outcomes()).get(GROUPS)?.heldBack).toEqual([]);
    remove('a', 'b', 'c', 'd');
    await portal.sweep();
    expect(await models()).toEqual(six);
  });

  it('do not follow from any number of empty answers while AWS describes the resources', async () => {
    world.faults.set(GROUPS, { empty: true });
    await portal.sweep();
    await portal.sweep();
    await portal.sweep();
    expect(await models()).toEqual(six);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      removed: 0,
      skipped: six.map(name => ({
        id: awsResource('model-group', name).arn,
        reason: expect.stringContaining('does not list it'),
      })),
    });
    world.resources.clear();
    await portal.sweep();
    await expectModels([]);
  });

  it('of a few wait for an answer of AWS about each of them', async () => {
    remove('a');
    world.describeError = new Error('AccessDeniedException');
    await portal.sweep();
    expect(await models()).toEqual(six);
    expect((await portal.outcomes()).get(GROUPS)?.error).toContain(
      'AccessDenied',
    );
    world.describeError = undefined;
    await portal.sweep();
    await expectModels(['b', 'c', 'd', 'e', 'f']);
  });

  it('never follow from a target that is no longer listed', async () => {
    world.accountSets = [
      accountSet('credit-risk', { state: 'decommissioned' }),
    ];
    await portal.sweep();
    await portal.sweep();
    expect(await models()).toEqual(six);
  });

  it('keep the account set in mind while they are held back', async () => {
    world.accountSets = [];
    portal.writes();
    await portal.sweep();
    expect(portal.writes()).toBe(0);
    await portal.sweep();
    await eventually(async () =>
      expect(await portal.titles('mlops-account-set')).toEqual([]),
    );
  });

  it('do not follow from a row that cannot be understood', async () => {
    world.accountSets = [];
    world.unreadable = [{ key: 'credit-risk', reason: 'status: unknown' }];
    portal.writes();
    await portal.sweep();
    await portal.sweep();
    expect(portal.writes()).toBe(0);
    expect((await portal.outcomes()).get('account-sets')?.skipped).toEqual([
      { id: 'credit-risk', reason: 'status: unknown' },
    ]);
  });
});

describe('a process that dies between the catalog and the table of what was written', () => {
  const killOn = (operation: 'insert' | 'delete') =>
    portal.knex.raw(
      `create trigger killed before ${operation} on sagemaker_ingestion_entities
       begin select raise(abort, 'killed'); end`,
    );
  const revive = () => portal.knex.raw('drop trigger killed');

  it('repeats an upsert without harm', async () => {
    const world = new World();
    portal = await startPortal({ world });
    await portal.sweep();
    world.add('model-group', 'a');
    world.add('model-group', 'b');
    await killOn('insert');
    await portal.sweep();
    expect((await portal.outcomes()).get(GROUPS)?.error).toContain('killed');
    await revive();
    portal.writes();
    await portal.sweep();
    expect(portal.writes()).toBe(0);
    await expectModels(['a', 'b']);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({ added: 2 });
  });

  it('repeats a removal', async () => {
    const world = worldWithGroups('a', 'b');
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(['a', 'b']);
    world.resources.delete(awsResource('model-group', 'a').arn);
    await killOn('delete');
    await portal.sweep();
    await expectModels(['b']);
    await revive();
    await portal.sweep();
    await expectModels(['b']);
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({ removed: 1 });
    expect((await portal.outcomes()).get(GROUPS)?.error).toBeUndefined();
  });
});
