import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import yaml from 'yaml';
import { Scaffolder } from './__testUtils__/scaffolder';
import {
  startTemplatePortal,
  TemplatePortal,
} from './__testUtils__/templatePortal';
import { VENDING_CONFIG, VendingWorld } from './__testUtils__/vendingWorld';

const NAME = 'pricing';

jest.setTimeout(120_000);

/** The templates as the platform team runs them; only the AWS endpoint is swapped. */
describe('templates of account sets with Local AWS', () => {
  const folder = createMockDirectory();
  let world: VendingWorld;
  let portal: TemplatePortal;
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
    portal = await startTemplatePortal({
      config: VENDING_CONFIG,
      kinds: ['Group'],
      files: [folder.resolve('org.yaml')],
      ready: [
        'group/default/pricing',
        'template/default/mlops-account-set',
        'template/default/mlops-account-set-retire',
      ],
    });
    ({ scaffolder } = portal);
  });

  afterAll(async () => {
    await portal.stop();
    await world.stop();
  });

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
      regions: ['eu-west-1', 'us-east-1'],
      accessGroup: 'pricing-people',
    });
    expect(vended).toMatchObject({ status: 'completed' });
    const row = await world.aws.accountSets.get(NAME);
    expect(row).toMatchObject({
      state: 'active',
      owner: 'group:default/pricing',
      regions: ['eu-west-1', 'us-east-1'],
      accessGroup: 'pricing-people',
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

  it('finds a parameter that the product does not have, before anything is created', async () => {
    const refused = await run('mlops-account-set', {
      name: 'other',
      owner: 'group:default/pricing',
      regions: ['eu-west-1'],
      productParameters: { CostCentre: '4711' },
    });
    expect(refused.status).toBe('failed');
    expect(refused.error?.message).toContain('parameter CostCentre: ');
    expect(await world.aws.vending.row('other')).toBeUndefined();
  });

  it.each([
    ['a name out of rule', { name: 'Pricing Team' }],
    ['no owner', { owner: undefined }],
    ['a region that is not offered', { regions: ['mars-1'] }],
    ['no region', { regions: [] }],
  ])('refuses %s in the form', async (_, wrong) => {
    await expect(
      scaffolder.create(
        { name: 'other', owner: 'pricing', regions: ['eu-west-1'], ...wrong },
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
