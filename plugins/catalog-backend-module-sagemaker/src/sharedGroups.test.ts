import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import {
  awsResource,
  DEV,
  REGION,
  TOOLING,
  World,
} from './__testUtils__/World';

jest.setTimeout(60_000);

const PROD = '210000000004';
const OTHER_COMPANY_ACCOUNT = '900000000001';

let portal: Portal;
afterEach(() => portal.stop());

const shared = (name: string, accountId: string) =>
  awsResource('model-group', name, { accountId });

it('a group of an account that is not read appears once, under its own ARN', async () => {
  const world = new World();
  const group = shared('fraud', OTHER_COMPANY_ACCOUNT);
  world.shared.set(DEV, [group]);
  world.shared.set(PROD, [group]);
  portal = await startPortal({ world });
  await portal.sweep();
  await eventually(async () => {
    const models = [...(await portal.entities()).values()].filter(
      ({ spec }) => spec?.type === 'ml-model',
    );
    expect(
      models.map(
        ({ metadata }) => metadata.annotations?.['aws.amazon.com/arn'],
      ),
    ).toEqual([group.arn]);
  });

  world.shared.delete(DEV);
  await portal.sweep();
  await portal.sweep();
  expect(await portal.titles('ml-model')).toEqual(['fraud']);

  world.shared.clear();
  await portal.sweep();
  await portal.sweep();
  await eventually(async () =>
    expect(await portal.titles('ml-model')).toEqual([]),
  );
});

it('a group whose own account is read is left to that account', async () => {
  const world = new World();
  const group = world.add('model-group', 'churn', { accountId: TOOLING });
  world.shared.set(DEV, [group]);
  portal = await startPortal({ world });
  await portal.sweep();
  const outcomes = await portal.outcomes();
  expect(outcomes.get(`${DEV}/${REGION}/shared-model-group`)).toMatchObject({
    found: 1,
    added: 0,
  });
  expect(outcomes.get(`${TOOLING}/${REGION}/model-group`)?.added).toBe(1);
});
