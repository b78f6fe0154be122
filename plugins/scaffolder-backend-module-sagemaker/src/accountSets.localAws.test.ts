import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import yaml from 'yaml';
import { scaffolderModuleSagemaker } from './module';
import { ALL_TEMPLATES, Scaffolder } from './__testUtils__/scaffolder';
import { VENDING_CONFIG, VendingWorld } from './__testUtils__/vendingWorld';

const POLL_MS = 200;
const WAIT_MS = 20_000;
const NAME = 'pricing';

jest.setTimeout(120_000);

/** The templates as the platform team runs them; only the AWS endpoint is swapped. */
describe('templates of account sets with Local AWS', () => {
  const folder = createMockDirectory();
  let world: VendingWorld;
  let backend: TestBackend;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    world = await VendingWorld.start();
    folder.setContent({
      'org.yaml': yaml.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'pricing' },
        spec: { type: 'team', children: [] },
      }),
    });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderPlugin,
        scaffolderModuleSagemaker,
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'template-kind',
          register(reg) {
            reg.registerInit({
              deps: { processing: catalogProcessingExtensionPoint },
              init: async ({ processing }) =>
                processing.addProcessor({
                  getProcessorName: () => 'TemplateKind',
                  validateEntityKind: async ({ kind }) => kind === 'Template',
                }),
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            ...VENDING_CONFIG,
            catalog: {
              rules: [{ allow: ['Group', 'Location', 'Template'] }],
              locations: [ALL_TEMPLATES, folder.resolve('org.yaml')].map(
                target => ({ type: 'file', target }),
              ),
              processingInterval: { seconds: 2 },
            },
          },
        }),
      ],
    });
    scaffolder = new Scaffolder(backend);
    await inCatalog('group/default/pricing');
    await inCatalog('template/default/mlops-account-set');
    await inCatalog('template/default/mlops-account-set-retire');
  });

  afterAll(async () => {
    await backend.stop();
    await world.stop();
  });

  async function inCatalog(path: string) {
    for (let left = WAIT_MS / POLL_MS; ; left--) {
      const { status } = await request(backend.server)
        .get(`/api/catalog/entities/by-name/${path}`)
        .set('Authorization', mockCredentials.user.header());
      if (status === 200) {
        return;
      }
      if (left <= 0) {
        throw new Error(`${path} is not in the catalog: ${status}`);
      }
      await sleep(POLL_MS);
    }
  }

  const run = async (template: string, values: object) =>
    scaffolder.finished(await scaffolder.create(values, template));
  const retire = (values: object) =>
    run('mlops-account-set-retire', {
      accountSet: `resource:default/${NAME}`,
      ...values,
    });

  it('vends a set, looks at it and retires it', async () => {
    const vended = await run('mlops-account-set', {
      name: NAME,
      owner: 'group:default/pricing',
      region: 'eu-west-1',
    });
    expect(vended).toMatchObject({ status: 'completed' });
    const row = await world.aws.accountSets.get(NAME);
    expect(row).toMatchObject({
      state: 'active',
      owner: 'group:default/pricing',
      regions: ['eu-west-1'],
      provisionedProductId: expect.stringMatching(/^pp-/),
    });
    const dev = row.accounts.find(({ role }) => role === 'dev')!.accountId;
    expect(vended.output.links).toContainEqual(
      expect.objectContaining({ entityRef: `resource:default/${NAME}` }),
    );
    expect(vended.output.text?.[0].content).toContain(`| dev | \`${dev}\` |`);

    await world.fillBucket(dev, 'pricing-data');
    const looked = await retire({ doing: 'look' });
    expect(looked).toMatchObject({ status: 'completed' });
    expect(looked.output.text).toEqual([
      {
        title: 'What would be lost',
        content: expect.stringContaining(
          `- \`bucket\`: account ${dev} (dev), eu-west-1: the bucket 'pricing-data' holds objects`,
        ),
      },
    ]);
    expect(await world.aws.accountSets.get(NAME)).toEqual(row);

    const refused = await retire({ doing: 'retire', confirm: NAME });
    expect(refused.status).toBe('failed');
    expect(refused.error?.message).toContain('accept the loss of bucket');
    expect(await world.aws.accountSets.get(NAME)).toEqual(row);

    const retired = await retire({
      doing: 'retire',
      confirm: NAME,
      acceptLosses: ['bucket'],
    });
    expect(retired).toMatchObject({ status: 'completed' });
    expect(await world.products(NAME)).toEqual([]);
    const { evidence = '', ...left } = (await world.aws.vending.row(NAME))!;
    expect(left).toMatchObject({
      state: 'decommissioned',
      accounts: row.accounts,
    });
    expect(retired.output.links).toContainEqual(
      expect.objectContaining({
        url: expect.stringContaining('/s3/object/mlops-evidence'),
      }),
    );
    expect(
      await world.evidence(
        evidence.replace('s3://mlops-evidence/evidence/', ''),
      ),
    ).toMatchObject({
      accountSet: { name: NAME },
      accepted: ['bucket'],
      retiredBy: mockCredentials.user().principal.userEntityRef,
    });
  });

  it.each([
    ['a name out of rule', { name: 'Pricing Team' }],
    ['no owner', { owner: undefined }],
    ['a region that is not offered', { region: 'mars-1' }],
  ])('refuses %s in the form', async (_, wrong) => {
    await expect(
      scaffolder.create(
        { name: 'other', owner: 'pricing', region: 'eu-west-1', ...wrong },
        'mlops-account-set',
      ),
    ).rejects.toThrow(/^400/);
  });

  it('wants the name typed once more before it retires', async () => {
    await expect(
      scaffolder.create(
        { accountSet: 'credit-risk', doing: 'retire' },
        'mlops-account-set-retire',
      ),
    ).rejects.toThrow(/^400/);
  });
});
