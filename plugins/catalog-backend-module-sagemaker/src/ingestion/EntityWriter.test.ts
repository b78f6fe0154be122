import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { mockServices } from '@backstage/backend-test-utils';
import { KnownEntities } from '../store/KnownEntities';
import { openDatabase } from '../store/openDatabase';
import { createDatabase } from '../__testUtils__/startPortal';
import { EntityWriter } from './EntityWriter';
import { readEntity } from './reading';

async function createWriter() {
  const knex = await openDatabase(
    mockServices.database({ knex: await createDatabase() }),
  );
  const mutations: EntityProviderMutation[] = [];
  const known = new KnownEntities(knex);
  const connection = {
    applyMutation: async (mutation: EntityProviderMutation) => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  };
  const sizes = () =>
    mutations.map(mutation =>
      mutation.type === 'delta'
        ? [mutation.added.length, mutation.removed.length]
        : mutation.type,
    );
  return {
    known,
    mutations,
    sizes,
    writer: new EntityWriter(connection, known),
  };
}

const read = (source: string, name = source) =>
  readEntity(source, {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name },
  });

it('writes in deltas of at most 1,000, and remembers all of it', async () => {
  const { known, sizes, writer } = await createWriter();
  const entities = await Promise.all(
    Array.from({ length: 2500 }, (_, i) => read(`r${i}`)),
  );
  await writer.put('listing', entities);
  expect(await known.list('listing')).toHaveLength(2500);

  await writer.remove('listing', await known.list('listing'));
  expect(await known.list('listing')).toEqual([]);
  expect(sizes()).toEqual([
    [1000, 0],
    [1000, 0],
    [500, 0],
    [0, 1000],
    [0, 1000],
    [0, 500],
  ]);
});

it('does not remove an entity that also stands for another resource', async () => {
  const { known, mutations, writer } = await createWriter();
  await writer.put('here', [await read('gone', 'shared')]);
  await writer.put('there', [await read('stays', 'shared')]);
  await writer.remove('here', await known.list('here'));
  expect(mutations).toHaveLength(2);
  expect(await known.list('here')).toEqual([]);
});

it('stops between two deltas when it is cancelled', async () => {
  const { sizes, writer } = await createWriter();
  const entities = await Promise.all(
    Array.from({ length: 1001 }, (_, i) => read(`r${i}`)),
  );
  await expect(
    writer.put('listing', entities, { signal: AbortSignal.abort() }),
  ).rejects.toThrow('aborted');
  expect(sizes()).toEqual([]);
});
