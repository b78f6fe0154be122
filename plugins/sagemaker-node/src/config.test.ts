import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readSageMakerConfig } from './config';

const read = (sagemaker?: JsonObject) =>
  readSageMakerConfig(new ConfigReader(sagemaker ? { sagemaker } : {}));

describe('readSageMakerConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      governance: undefined,
      accounts: [],
      defaultOwner: 'group:default/platform',
      tags: { owner: 'mlops:owner' },
      stages: { dev: 'dev', staging: 'preprod', prod: 'prod' },
      projectTemplates: undefined,
    });
  });

  it('reads every value', () => {
    const governance = {
      accountId: '100000000001',
      region: 'eu-west-1',
      tableName: 'sets',
    };
    const account = {
      accountId: '300000000001',
      regions: ['eu-west-1', 'us-gov-west-1'],
      name: 'Sandbox',
      owner: 'group:default/research',
      role: 'dev',
    };
    expect(
      read({
        governance,
        accounts: [account],
        defaultOwner: 'group:default/ml',
        tags: { owner: 'team' },
        stages: { staging: 'dev' },
        projectTemplates: { bucket: 'templates' },
      }),
    ).toEqual({
      governance,
      accounts: [account],
      defaultOwner: 'group:default/ml',
      tags: { owner: 'team' },
      stages: { dev: 'dev', staging: 'dev', prod: 'prod' },
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
      'sagemaker.accounts[0].regions must name at least one region',
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
  ])('says %s', (message, sagemaker) => {
    expect(() => read(sagemaker)).toThrow(message);
  });
});
