import { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { AwsMetrics } from '../../aws/metrics';
import { portalAws } from '../../testing/environment';

const TRUSTED = 'url:https://github.com/acme/platform/**';

function entity(
  name: string,
  change: {
    location?: string;
    namespace?: string;
    type?: string;
    spec?: JsonObject;
  } = {},
): Entity {
  const {
    location = 'url:https://github.com/acme/platform/blob/main/.sets/all.yaml',
    namespace,
    type = 'mlops-account-set',
    spec,
  } = change;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace,
      annotations: { 'backstage.io/managed-by-origin-location': location },
    },
    spec: {
      type,
      owner: 'group:default/research',
      state: 'active',
      regions: ['eu-west-1'],
      accounts: [{ role: 'dev', accountId: '310000000002' }],
      ...spec,
    },
  };
}

function list(entities: Entity[], locations: string[] = [TRUSTED]) {
  return portalAws({ accountSetLocations: locations }, new AwsMetrics(), {
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
  }).accountSets.list();
}

describe('account sets of the catalog', () => {
  it('reads those of the trusted locations', async () => {
    await expect(
      list([
        entity('research'),
        entity('elsewhere', { location: 'url:https://github.com/eve/x.yaml' }),
        entity('ingested', { location: 'sagemaker:configuration' }),
        entity('database', { type: 'database' }),
      ]),
    ).resolves.toEqual({
      sets: [
        {
          name: 'research',
          origin: 'catalog',
          owner: 'group:default/research',
          state: 'active',
          regions: ['eu-west-1'],
          accounts: [{ role: 'dev', accountId: '310000000002' }],
        },
      ],
      unreadable: [],
    });
  });

  it.each<[string, string, string, boolean]>([
    ['a file', 'file:/srv/sets.yaml', 'file:/srv/*.yaml', true],
    ['a deeper file', 'file:/srv/a/sets.yaml', 'file:/srv/*.yaml', false],
    [
      'a query',
      'url:https://dev.azure.com/acme/ml/_git/sets?path=/all.yaml',
      'url:https://dev.azure.com/acme/ml/_git/sets?path=/**',
      true,
    ],
    [
      'a way out of the folder',
      'url:https://github.com/acme/platform/%2e%2e/../eve/sets/x.yaml',
      TRUSTED,
      false,
    ],
    ['a way out of a file', 'file:/srv/../etc/x', 'file:/srv/**', false],
    ['another host', 'url:https://eve.com/acme/platform/x', TRUSTED, false],
    [
      'a longer name',
      'url:https://github.com/acme/platform-fork/x',
      TRUSTED,
      false,
    ],
    ['what ingestion wrote', 'sagemaker:configuration', '**', false],
  ])('matches %s', async (_, location, glob, isRead) => {
    const { sets } = await list([entity('a', { location })], [glob]);
    expect(sets).toHaveLength(isRead ? 1 : 0);
  });

  it('reads more than one page', async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => entity(`set-${i}`));
    const { sets } = await list(many);
    expect(sets).toHaveLength(1_001);
  });

  it.each<[string, Parameters<typeof entity>[1], string, string]>([
    [
      'another namespace',
      { namespace: 'team-a' },
      'resource:team-a/bad',
      "must be in the namespace 'default'",
    ],
    ['no owner', { spec: { owner: '' } }, 'bad', 'spec.owner must be a text'],
    ['no state', { spec: { state: 'gone' } }, 'bad', 'spec.state must be one'],
    ['no region', { spec: { regions: [] } }, 'bad', 'spec.regions must be'],
    ['no account', { spec: { accounts: [] } }, 'bad', 'spec.accounts must be'],
    [
      'a number as account id',
      { spec: { accounts: [{ role: 'dev', accountId: 310000000002 }] } },
      'bad',
      'spec.accounts[0].accountId must be twelve digits in quotes',
    ],
    [
      'an unknown role',
      { spec: { accounts: [{ role: 'x', accountId: '310000000002' }] } },
      'bad',
      'spec.accounts[0].role must be one of',
    ],
    [
      'an account that is a text',
      { spec: { accounts: ['310000000002'] } },
      'bad',
      'spec.accounts[0] must be a map of role and accountId',
    ],
    [
      'a role twice',
      {
        spec: {
          accounts: [
            { role: 'dev', accountId: '310000000002' },
            { role: 'dev', accountId: '310000000003' },
          ],
        },
      },
      'bad',
      'spec.accounts must name each role at most once',
    ],
  ])('reports one with %s', async (_, change, key, reason) => {
    const { sets, unreadable } = await list([
      entity('bad', change),
      entity('good'),
    ]);
    expect(sets.map(({ name }) => name)).toEqual(['good']);
    expect(unreadable).toEqual([
      { key, reason: expect.stringContaining(reason) },
    ]);
  });

  it('fails when the catalog does', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.streamEntities.mockImplementation(() => {
      throw new Error('no catalog');
    });
    const { accountSets, targets } = portalAws(
      { accountSetLocations: [TRUSTED] },
      new AwsMetrics(),
      { catalog, auth: mockServices.auth() },
    );
    await expect(accountSets.list()).rejects.toThrow('no catalog');
    await expect(targets.targets()).rejects.toThrow('no catalog');
  });
});
