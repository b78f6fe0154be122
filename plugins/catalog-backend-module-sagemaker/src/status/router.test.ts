import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { eventually, Portal, startPortal } from '../__testUtils__/startPortal';
import {
  awsResource,
  GROUPS,
  World,
  worldWithGroups,
} from '../__testUtils__/World';

jest.setTimeout(60_000);

const ROUTE = '/api/catalog/sagemaker/ingestion';

let portal: Portal;
afterEach(() => portal?.stop());

const get = (path = '') => request(portal.server).get(`${ROUTE}${path}`);
const details = async (id: string) =>
  (await get(`/listings/${encodeURIComponent(id)}`).expect(200)).body;

describe('the status of ingestion', () => {
  it('is empty before anything was read', async () => {
    portal = await startPortal({ world: new World() });
    const { body } = await get().expect(200);
    expect(body).toMatchObject({ items: [], totalItems: 0, entities: 0 });
  });

  it('tells of every listing what became of it', async () => {
    const world = worldWithGroups('a', 'b', 'c');
    world.faults.set(GROUPS, { skip: [{ id: 'c', reason: 'no ARN' }] });
    portal = await startPortal({ world });
    await portal.sweep();
    const { body } = await get('?state=partial').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        id: GROUPS,
        state: 'partial',
        type: 'model-group',
        added: 3,
        entities: 3,
        skipped: 1,
        nextRunAt: expect.any(String),
      }),
    ]);
    expect(body.completeSince).toBeDefined();
    expect(await details(GROUPS)).toMatchObject({
      skippedResources: [{ id: 'c', reason: 'no ARN' }],
      heldBackResources: [],
    });
  });

  it('tells what is held back, and why a listing failed', async () => {
    const world = worldWithGroups('a', 'b', 'c', 'd');
    portal = await startPortal({ world });
    await portal.sweep();
    ['a', 'b', 'c'].forEach(name =>
      world.resources.delete(awsResource('model-group', name).arn),
    );
    await portal.sweep();
    expect(await details(GROUPS)).toMatchObject({
      state: 'held-back',
      heldBack: 3,
      entities: 4,
      heldBackResources: ['a', 'b', 'c'].map(
        name => awsResource('model-group', name).arn,
      ),
    });

    world.faults.set(GROUPS, { failOnPage: 0 });
    await portal.sweep([GROUPS]);
    expect(await details(GROUPS)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('ThrottlingException'),
      heldBack: 3,
    });
  });

  it('reports owners that the catalog does not have, once', async () => {
    const world = new World();
    world.add('model-group', 'a', { tags: { 'mlops:owner': 'nobody' } });
    world.add('model-group', 'b', { tags: { 'mlops:owner': 'Nobody' } });
    const logger = mockServices.logger.mock();
    portal = await startPortal({ world, features: [logger.factory] });
    await portal.sweep();
    await portal.sweep();
    const { body } = await get().expect(200);
    expect(body.unknownOwners).toContainEqual({
      entityRef: 'group:default/nobody',
      entities: 2,
    });
    const told = logger.warn.mock.calls.filter(([message]) =>
      String(message).includes('group:default/nobody'),
    );
    expect(told).toHaveLength(1);
  });

  it.each([
    ['?state=broken', 'state'],
    ['?limit=0', 'limit'],
    ['?limit=100000', 'limit'],
    ['?colour=red', 'colour'],
  ])('refuses %s and names the parameter', async (query, name) => {
    portal = await startPortal({ world: new World() });
    const { body } = await get(query).expect(400);
    expect(body.error.message).toContain(name);
  });

  it('has nothing to say about a listing that is none', async () => {
    portal = await startPortal({ world: new World() });
    const { body } = await get('/listings/nowhere').expect(404);
    expect(body.error.message).toContain("'nowhere'");
  });
});

describe('a sweep on demand', () => {
  const sweep = (body: object) =>
    request(portal.server).post(`${ROUTE}/sweep`).send(body);

  it('reads only the listings that were asked for', async () => {
    const world = worldWithGroups('a');
    portal = await startPortal({ world });
    await portal.sweep();
    world.listed.length = 0;
    const { body } = await sweep({ listings: [GROUPS] }).expect(202);
    expect(body).toEqual({ due: 1 });
    await eventually(async () => expect(world.listed).toEqual([GROUPS]));
  });

  it.each([
    [{ listings: ['nowhere'] }, 'nowhere'],
    [{ listings: [] }, 'listings'],
    [{ everything: true }, 'everything'],
  ])('refuses %j', async (body, message) => {
    portal = await startPortal({ world: new World() });
    const response = await sweep(body).expect(400);
    expect(response.body.error.message).toContain(message);
  });
});

describe('without the permission', () => {
  beforeEach(async () => {
    portal = await startPortal({
      world: new World(),
      features: [
        mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
      ],
    });
  });

  it.each([
    ['the status', () => get()],
    ['a listing', () => get('/listings/account-sets')],
    ['a sweep', () => request(portal.server).post(`${ROUTE}/sweep`)],
  ])('%s is refused', async (_case, ask) => {
    const { body } = await ask().expect(403);
    expect(body.error.message).toContain('sagemaker.ingestion.');
  });
});

it.each(['get', 'post'] as const)(
  'answers nobody who is not signed in (%s)',
  async method => {
    portal = await startPortal({ world: new World() });
    const path = method === 'get' ? ROUTE : `${ROUTE}/sweep`;
    const response = await request(portal.server)
      [method](path)
      .set('authorization', 'Bearer mock-none-token');
    expect(response.status).toBe(401);
  },
);
