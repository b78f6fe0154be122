import { sets, settings } from '../__testUtils__/mappingWorld';
import { accountSet, TOOLING } from '../__testUtils__/World';
import { knownAccounts } from './knownAccounts';
import { createMappingContext } from './mappingContext';
import { standardMapper } from './standardMapper';

it('maps an account set, whatever the order of its row', () => {
  const context = createMappingContext(settings, sets);
  const shuffled = { ...sets[0], accounts: [...sets[0].accounts].reverse() };
  const entity = standardMapper.accountSet(shuffled, context);
  expect(JSON.stringify(entity)).toBe(
    JSON.stringify(standardMapper.accountSet(sets[0], context)),
  );
  expect(entity).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'credit-risk',
      title: 'credit-risk',
      annotations: {
        'backstage.io/managed-by-location':
          'sagemaker:arn:aws:dynamodb:eu-west-1:100000000001:table/mlops-account-sets',
        'backstage.io/managed-by-origin-location':
          'sagemaker:arn:aws:dynamodb:eu-west-1:100000000001:table/mlops-account-sets',
      },
      links: [
        {
          title: 'Account sets in the AWS console',
          url: 'https://eu-west-1.console.aws.amazon.com/dynamodbv2/home?region=eu-west-1#item-explorer?table=mlops-account-sets',
        },
      ],
    },
    spec: {
      type: 'mlops-account-set',
      owner: 'group:default/credit-risk',
      state: 'active',
      regions: ['eu-west-1'],
      accounts: [
        { role: 'experimentation', accountId: '210000000001' },
        { role: 'dev', accountId: '210000000002' },
        { role: 'preprod', accountId: '210000000003' },
        { role: 'prod', accountId: '210000000004' },
        { role: 'tooling', accountId: TOOLING },
        { role: 'dataLake', accountId: '100000000003' },
      ],
    },
  });
});

it('names an account set whose name the catalog would refuse', () => {
  const context = createMappingContext(settings, []);
  expect(
    standardMapper.accountSet(accountSet('Kredit & Risiko'), context)?.metadata,
  ).toMatchObject({
    name: expect.stringMatching(/^kredit-risiko-[0-9a-f]{8}$/),
    title: 'Kredit & Risiko',
  });
});

it('maps each account once, durable ones to the default owner', () => {
  const context = createMappingContext(settings, sets);
  const accounts = knownAccounts(sets, {
    governance: settings.governance,
    accounts: [
      {
        accountId: '300000000001',
        regions: [],
        name: 'sandbox',
        owner: 'labs',
      },
    ],
  }).map(account => standardMapper.account(account, context));
  expect(
    accounts.map(entity => [
      entity?.metadata.name,
      entity?.metadata.title,
      entity?.spec?.owner,
      entity?.spec?.role,
    ]),
  ).toEqual([
    [
      'aws-account-100000000001',
      'governance account',
      'group:default/platform',
      'governance',
    ],
    [
      'aws-account-100000000002',
      'tooling account',
      'group:default/platform',
      'tooling',
    ],
    [
      'aws-account-100000000003',
      'dataLake account',
      'group:default/platform',
      'dataLake',
    ],
    [
      'aws-account-210000000001',
      'credit-risk experimentation',
      'group:default/credit-risk',
      'experimentation',
    ],
    [
      'aws-account-210000000002',
      'credit-risk dev',
      'group:default/credit-risk',
      'dev',
    ],
    [
      'aws-account-210000000003',
      'credit-risk preprod',
      'group:default/credit-risk',
      'preprod',
    ],
    [
      'aws-account-210000000004',
      'credit-risk prod',
      'group:default/credit-risk',
      'prod',
    ],
    [
      'aws-account-220000000001',
      'marketing experimentation',
      'group:default/marketing',
      'experimentation',
    ],
    [
      'aws-account-220000000002',
      'marketing dev',
      'group:default/marketing',
      'dev',
    ],
    [
      'aws-account-220000000003',
      'marketing preprod',
      'group:default/marketing',
      'preprod',
    ],
    [
      'aws-account-220000000004',
      'marketing prod',
      'group:default/marketing',
      'prod',
    ],
    [
      'aws-account-240000000001',
      'churn-pilot experimentation',
      'group:default/marketing',
      'experimentation',
    ],
    [
      'aws-account-240000000002',
      'churn-pilot dev',
      'group:default/marketing',
      'dev',
    ],
    [
      'aws-account-240000000003',
      'churn-pilot preprod',
      'group:default/marketing',
      'preprod',
    ],
    [
      'aws-account-240000000004',
      'churn-pilot prod',
      'group:default/marketing',
      'prod',
    ],
    ['aws-account-300000000001', 'sandbox', 'group:default/labs', undefined],
  ]);
});
