import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readSageMakerConfig } from './readConfig';

const read = (sagemaker?: JsonObject) =>
  readSageMakerConfig(new ConfigReader(sagemaker ? { sagemaker } : {}));

describe('readSageMakerConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      governance: undefined,
      accountSets: [],
      accountSetLocations: [],
      accounts: [],
      defaultOwner: 'group:default/platform',
      domain: undefined,
      tags: { owner: ['mlops:owner'], project: ['sagemaker:project-name'] },
      stages: { dev: 'dev', staging: 'preprod', prod: 'prod' },
      evidence: undefined,
      projectTemplates: undefined,
    });
  });

  it('reads every value', () => {
    const governance = {
      accountId: '100000000001',
      region: 'eu-west-1',
      tableName: 'sets',
      product: 'prod-accounts',
    };
    const account = {
      accountId: '300000000001',
      regions: ['eu-west-1', 'us-gov-west-1'],
      name: 'Sandbox',
      owner: 'group:default/research',
      role: 'dev',
    };
    const set = {
      name: 'credit-risk',
      regions: ['eu-west-1'],
      accounts: { dev: '210000000002', prod: '210000000004' },
    };
    expect(
      read({
        governance: { ...governance, accountOutputs: { dev: 'Build' } },
        accountSets: [set],
        accountSetLocations: ['url:https://github.com/acme/platform/**'],
        accounts: [account],
        defaultOwner: 'group:default/ml',
        domain: 'mlops',
        tags: { owner: ['mlops:owner', 'team'], project: 'useCase' },
        stages: { staging: 'dev' },
        evidence: { bucket: 'evidence', accountId: '100000000002' },
        projectTemplates: { bucket: 'templates' },
      }),
    ).toEqual({
      governance: {
        ...governance,
        attributes: expect.any(Object),
        accountOutputs: {
          experimentation: 'ExperimentationAccountId',
          dev: 'Build',
          preprod: 'PreprodAccountId',
          prod: 'ProdAccountId',
          tooling: 'ToolingAccountId',
          dataLake: 'DataLakeAccountId',
          governance: 'GovernanceAccountId',
        },
      },
      accountSets: [
        {
          name: 'credit-risk',
          origin: 'configuration',
          owner: undefined,
          state: 'active',
          regions: ['eu-west-1'],
          accounts: [
            { role: 'dev', accountId: '210000000002' },
            { role: 'prod', accountId: '210000000004' },
          ],
        },
      ],
      accountSetLocations: ['url:https://github.com/acme/platform/**'],
      accounts: [account],
      defaultOwner: 'group:default/ml',
      domain: 'mlops',
      tags: { owner: ['mlops:owner', 'team'], project: ['useCase'] },
      stages: { dev: 'dev', staging: 'dev', prod: 'prod' },
      evidence: { bucket: 'evidence', prefix: '', accountId: '100000000002' },
      projectTemplates: { bucket: 'templates', prefix: '' },
    });
  });

  it.each<[string, JsonObject]>([
    [
      'sagemaker.governance.accountId must be twelve digits in quotes',
      { governance: { accountId: 100000000001, region: 'eu-west-1' } },
    ],
    [
      'sagemaker.governance.accountId must be twelve digits in quotes',
      { governance: { accountId: '1234', region: 'eu-west-1' } },
    ],
    [
      'sagemaker.governance.region must be an AWS region',
      { governance: { accountId: '100000000001', region: 'Ireland' } },
    ],
    [
      'sagemaker.accounts[0].regions must be a list of at least one region',
      { accounts: [{ accountId: '100000000001', regions: [] }] },
    ],
    [
      'sagemaker.accounts[0].regions[1] must be an AWS region',
      {
        accounts: [{ accountId: '100000000001', regions: ['eu-west-1', 'x'] }],
      },
    ],
    [
      'sagemaker.accounts[0].role must be one of',
      {
        accounts: [
          { accountId: '100000000001', regions: ['eu-west-1'], role: 'test' },
        ],
      },
    ],
    [
      'sagemaker.stages.prod must be one of',
      { stages: { prod: 'production' } },
    ],
    ['projectTemplates.bucket', { projectTemplates: {} }],
    ['evidence.bucket', { evidence: {} }],
    [
      'sagemaker.evidence.accountId must be twelve digits in quotes',
      { evidence: { bucket: 'b', accountId: 1 } },
    ],
    [
      'sagemaker.tags.owner must be at least one tag key',
      { tags: { owner: [] } },
    ],
    ['sagemaker.tags.project[0]', { tags: { project: [7] } }],
    ["'sagemaker.accountSetLocations'", { accountSetLocations: 'url:x' }],
  ])('says %s', (message, sagemaker) => {
    expect(() => read(sagemaker)).toThrow(message);
  });
});
