import { Portal, startPortal } from './__testUtils__/startPortal';
import {
  DEV,
  GROUPS,
  REGION,
  World,
  worldWithGroups,
} from './__testUtils__/World';

jest.setTimeout(60_000);

let portal: Portal;
afterEach(async () => {
  jest.restoreAllMocks();
  await portal.stop();
});

function minutesLater(minutes: number) {
  const now = Date.now() + minutes * 60_000;
  jest.spyOn(Date, 'now').mockReturnValue(now);
}

const listedTypes = (world: World) =>
  [...new Set(world.listed.map(id => id.split('/')[2]))].sort();

it('reads what is due and nothing else', async () => {
  const world = worldWithGroups('a');
  portal = await startPortal({
    world,
    config: {
      sagemaker: {
        ingestion: { frequency: '60m', frequencies: { endpoint: '5m' } },
      },
    },
  });
  await portal.tick();
  expect(listedTypes(world)).toHaveLength(5);

  world.listed.length = 0;
  await portal.tick();
  expect(world.listed).toEqual([]);

  minutesLater(6);
  await portal.tick();
  expect(listedTypes(world)).toEqual(['endpoint']);
});

it('tries again soon what failed', async () => {
  const world = worldWithGroups('a');
  world.faults.set(GROUPS, { failOnPage: 0 });
  portal = await startPortal({ world });
  await portal.tick();
  world.listed.length = 0;
  minutesLater(2);
  await portal.tick();
  expect(world.listed).toEqual([GROUPS]);
});

it('asks nothing of an account that is left out, and removes what it had', async () => {
  const world = new World();
  world.add('pipeline', 'train');
  world.add('pipeline', 'score');
  world.add('pipeline', 'check');
  portal = await startPortal({ world });
  await portal.sweep();
  const knex = portal.knex;
  await portal.stop();

  world.listed.length = 0;
  portal = await startPortal({
    world,
    knex,
    config: { sagemaker: { ingestion: { exclude: { accounts: [DEV] } } } },
  });
  await portal.sweep();
  expect(world.listed.filter(id => id.startsWith(DEV))).toEqual([]);
  const pipelines = `${DEV}/${REGION}/pipeline`;
  expect((await portal.outcomes()).get(pipelines)?.heldBack).toHaveLength(3);
  await portal.sweep();
  expect((await portal.outcomes()).get(pipelines)).toMatchObject({
    removed: 3,
    entities: 0,
  });
});
