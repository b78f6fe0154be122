import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsAccounts } from './__testUtils__/AwsAccounts';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';
import { DEV } from './__testUtils__/World';

jest.setTimeout(120_000);

const YAML_ACCOUNT = '230000000002';
const CONFIGURED_ACCOUNT = '240000000002';

const accountSet = (name: string, accountId: string) => `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: ${name}
spec:
  type: mlops-account-set
  owner: group:default/analytics
  state: active
  regions: [eu-west-1]
  accounts:
    - { role: dev, accountId: '${accountId}' }
`;

let aws: AwsAccounts;
let portal: Portal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'account-sets-'));
  aws = await AwsAccounts.start();
  await aws.createPipelines(['from-table'], DEV);
  await aws.createPipelines(['from-yaml'], YAML_ACCOUNT);
  await aws.createPipelines(['from-config'], CONFIGURED_ACCOUNT);
});
afterEach(async () => {
  await portal.stop();
  await aws.stop();
  await rm(folder, { recursive: true });
});

async function start(accountSetLocations: string[], yaml: string) {
  const target = join(folder, 'account-sets.yaml');
  await writeFile(target, yaml);
  portal = await startPortal({
    config: {
      ...aws.config,
      sagemaker: {
        ...aws.config.sagemaker,
        accountSets: [
          {
            name: 'insurance',
            owner: 'insurance',
            regions: ['eu-west-1'],
            accounts: { dev: CONFIGURED_ACCOUNT },
          },
        ],
        accountSetLocations,
      },
      catalog: {
        rules: [{ allow: ['Resource'] }],
        locations: [{ type: 'file', target }],
      },
    },
  });
  await eventually(async () =>
    expect(await portal.titles('mlops-account-set')).toHaveLength(1),
  );
  await portal.sweep();
}

const pipelines = () => portal.titles('ml-pipeline');

it('account sets come from the table, from configuration and from trusted YAML', async () => {
  await start([`file:${folder}/**`], accountSet('analytics', YAML_ACCOUNT));
  await eventually(async () =>
    expect(await pipelines()).toEqual([
      'from-config',
      'from-table',
      'from-yaml',
    ]),
  );
  const entities = [...(await portal.entities()).values()];
  const ownerOf = (title: string) =>
    entities.find(({ metadata }) => metadata.title === title)?.spec?.owner;
  expect(ownerOf('from-yaml')).toBe('group:default/analytics');
  expect(ownerOf('from-config')).toBe('group:default/insurance');
  const sets = entities.filter(
    ({ spec }) => spec?.type === 'mlops-account-set',
  );
  expect(sets.map(({ metadata }) => metadata.name).sort()).toEqual([
    'analytics',
    'credit-risk',
    'insurance',
  ]);
  expect(await portal.titles('cloud-account')).toContain('analytics dev');
});

it('YAML from anywhere else is shown, and its accounts are not read', async () => {
  await start(
    ['url:https://github.com/acme/platform/**'],
    accountSet('analytics', YAML_ACCOUNT),
  );
  await eventually(async () =>
    expect(await pipelines()).toEqual(['from-config', 'from-table']),
  );
  expect((await portal.outcomes()).get('account-sets')?.skipped).toEqual([]);
});

it('YAML does not replace a set of the table', async () => {
  await start([`file:${folder}/**`], accountSet('insurance', YAML_ACCOUNT));
  await eventually(async () =>
    expect(await pipelines()).toEqual(['from-config', 'from-table']),
  );
  expect((await portal.outcomes()).get('account-sets')?.skipped).toEqual([
    { id: 'insurance', reason: expect.stringContaining('configuration') },
  ]);
});
