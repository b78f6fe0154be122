import { Entity, RELATION_DEPENDS_ON } from '@backstage/catalog-model';
import { accountEntityName } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  createDatabase,
  eventually,
  Portal,
  startPortal,
} from './__testUtils__/startPortal';
import {
  accountSet,
  awsResource,
  DEV,
  GROUPS,
  REGION,
  World,
  worldWithGroups,
} from './__testUtils__/World';

jest.setTimeout(60_000);

const PIPELINES = `${DEV}/${REGION}/pipeline`;

let portal: Portal;
afterEach(() => portal?.stop());

const models = () => portal.titles('ml-model');

function expectModels(names: string[]) {
  return eventually(async () => expect(await models()).toEqual(names));
}

function relationsOf(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef)
    .sort();
}

describe('a sweep', () => {
  it('makes entities of everything, with the relations of the catalog graph', async () => {
    const world = new World();
    const tags = { 'sagemaker:project-name': 'churn' };
    const pipeline = world.add('pipeline', 'churn-training', { tags });
    const group = world.add('model-group', 'churn-models', {
      tags: {
        ...tags,
        'mlops:pipeline': pipeline.arn,
        'mlops:owner': 'churners',
      },
    });
    world.add('project', 'churn', {
      tags: { 'mlops:account-set': 'credit-risk' },
    });
    world.add('endpoint', 'churn', {
      tags: { ...tags, 'mlops:model-group': group.arn },
    });
    portal = await startPortal({ world });
    await portal.sweep();

    await eventually(async () => {
      const entities = await portal.entities();
      const byTitle = new Map(
        [...entities].map(([ref, entity]) => [
          `${entity.spec?.type} ${entity.metadata.title}`,
          { ref, entity },
        ]),
      );
      const set = byTitle.get('mlops-account-set credit-risk');
      const system = byTitle.get('ml-use-case churn');
      const model = byTitle.get('ml-model churn-models');
      const training = byTitle.get('ml-pipeline churn-training');
      const endpoint = byTitle.get('ml-endpoint churn');

      expect(relationsOf(set?.entity, RELATION_DEPENDS_ON)).toEqual(
        ['100000000002', '100000000003']
          .concat([1, 2, 3, 4].map(n => `21000000000${n}`))
          .map(id => `resource:default/${accountEntityName(id)}`),
      );
      expect(relationsOf(system?.entity, RELATION_DEPENDS_ON)).toEqual([
        set?.ref,
      ]);
      expect(relationsOf(model?.entity, RELATION_DEPENDS_ON)).toEqual(
        [training?.ref, set?.ref].sort(),
      );
      expect(relationsOf(endpoint?.entity, RELATION_DEPENDS_ON)).toEqual([
        model?.ref,
      ]);
      for (const part of [model, training, endpoint]) {
        expect(relationsOf(part?.entity, 'partOf')).toEqual([system?.ref]);
      }
      expect(relationsOf(model?.entity, 'ownedBy')).toEqual([
        'group:default/churners',
      ]);
      expect(relationsOf(training?.entity, 'ownedBy')).toEqual([
        'group:default/credit-risk',
      ]);
      expect(entities.size).toBe(4 + 1 + 6);
    });
  });

  it('writes nothing when nothing changed, after a restart either', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    const knex = await createDatabase();
    portal = await startPortal({ world, knex });
    await portal.sweep();
    await expectModels(['a', 'b', 'c']);
    expect(portal.writes()).toBeGreaterThan(0);

    await portal.sweep();
    expect(portal.writes()).toBe(0);

    await portal.stop();
    portal = await startPortal({ world, knex });
    await portal.sweep();
    expect(portal.writes()).toBe(0);
    expect(await models()).toEqual(['a', 'b', 'c']);
  });

  it('brings in what was added, changed and removed', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(['a', 'b', 'c']);

    world.add('model-group', 'a', { description: 'the first' });
    world.resources.delete(awsResource('model-group', 'b').arn);
    world.add('model-group', 'd');
    await portal.sweep();
    await expectModels(['a', 'c', 'd']);
    await eventually(async () => {
      const changed = [...(await portal.entities()).values()].find(
        ({ metadata }) => metadata.title === 'a',
      );
      expect(changed?.metadata.description).toBe('the first');
    });
    expect((await portal.outcomes()).get(GROUPS)).toMatchObject({
      found: 3,
      added: 1,
      changed: 1,
      removed: 1,
    });
  });

  it('takes a page that repeats for what it is', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    world.faults.set(GROUPS, { repeat: true });
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(['a', 'b', 'c']);
    expect((await portal.outcomes()).get(GROUPS)?.found).toBe(3);
  });

  it('keeps the same name in two accounts apart, and makes any name safe', async () => {
    const long = `${'m'.repeat(62)}-2`;
    const world = worldWithGroups('same', 'with/slash', 'größe-模型', long);
    world.add('model-group', 'same', { accountId: DEV });
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(
      [long, 'größe-模型', 'same', 'same', 'with/slash'].sort(),
    );
    const names = (await portal.provided()).map(ref => ref.split('/')[1]);
    names.forEach(name => expect(name).toMatch(/^[a-z0-9-]{1,63}$/));
  });
});

describe('a listing that fails', () => {
  it.each([0, 1, 2])(
    'on page %i changes nothing, and the others go on',
    async failOnPage => {
      const world = worldWithGroups('a', 'b', 'c', 'd', 'e');
      portal = await startPortal({ world });
      await portal.sweep();
      await expectModels(['a', 'b', 'c', 'd', 'e']);
      const succeededAt = (await portal.outcomes()).get(GROUPS)?.succeededAt;
      const provided = await portal.provided();

      world.resources.clear();
      ['a', 'f', 'g', 'h', 'i', 'j'].forEach(name =>
        world.add('model-group', name),
      );
      world.add('pipeline', 'train');
      world.faults.set(GROUPS, { failOnPage });
      await portal.sweep();
      const [train] = (await portal.provided()).filter(
        ref => !provided.includes(ref),
      );
      expect(train).toMatch(/^resource:default\/train-/);
      expect(await portal.provided()).toEqual([...provided, train].sort());
      const outcomes = await portal.outcomes();
      expect(outcomes.get(GROUPS)).toMatchObject({
        error: expect.stringContaining('ThrottlingException'),
        succeededAt,
        removed: 0,
      });
      expect(outcomes.get(PIPELINES)?.error).toBeUndefined();

      world.faults.clear();
      ['b', 'c', 'd', 'e'].forEach(name => world.add('model-group', name));
      await portal.sweep();
      await expectModels(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
    },
  );

  it('keeps sets, owners and systems when the account sets cannot be read', async () => {
    const world = worldWithGroups();
    world.add('pipeline', 'train', {
      tags: { 'sagemaker:project-name': 'churn' },
    });
    portal = await startPortal({ world });
    await portal.sweep();
    await eventually(async () =>
      expect(await portal.titles('ml-pipeline')).toEqual(['train']),
    );
    portal.writes();

    world.accountSetsError = new Error('AccessDeniedException: table');
    await portal.sweep();
    expect(portal.writes()).toBe(0);
    expect((await portal.outcomes()).get('account-sets')?.error).toContain(
      'AccessDeniedException',
    );
  });

  it('goes on with the last known targets when the account sets cannot be read', async () => {
    const world = worldWithGroups('a');
    portal = await startPortal({ world });
    await portal.sweep();
    await expectModels(['a']);

    world.accountSetsError = new Error('table is gone');
    world.add('model-group', 'b');
    await portal.sweep();
    await expectModels(['a', 'b']);
    expect((await portal.outcomes()).get('account-sets')?.error).toContain(
      'table is gone',
    );
  });

  it('stops when the scheduler cancels it, and does not apply half a listing', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    portal = await startPortal({ world });
    world.whileListing = async listing => {
      if (listing === GROUPS) {
        await portal.cancel();
      }
    };
    await portal.sweep();
    expect((await portal.outcomes()).get(GROUPS)?.error).toMatch(/abort/);
    expect(portal.writes()).toBeGreaterThan(0);
    world.whileListing = undefined;
    await portal.sweep();
    await expectModels(['a', 'b', 'c']);
  });
});

describe('account sets', () => {
  it('appear and change state while the portal runs', async () => {
    const world = new World();
    portal = await startPortal({ world });
    await portal.sweep();
    world.accountSets = [
      accountSet('credit-risk', { state: 'decommissioned' }),
      accountSet('marketing', { prefix: '22000000000' }),
    ];
    await portal.sweep();
    await eventually(async () => {
      const states = [...(await portal.entities()).values()]
        .filter(entity => entity.spec?.type === 'mlops-account-set')
        .map(entity => [entity.metadata.title, entity.spec?.state]);
      expect(Object.fromEntries(states)).toEqual({
        'credit-risk': 'decommissioned',
        marketing: 'active',
      });
    });
    expect(await portal.titles('cloud-account')).toContain('marketing prod');
  });
});
