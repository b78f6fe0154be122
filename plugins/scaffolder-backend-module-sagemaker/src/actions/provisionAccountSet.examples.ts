import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The accounts of a team, from a product that makes them',
    example: yaml.stringify({
      steps: [
        {
          id: 'vend',
          name: 'Vend the accounts',
          action: 'mlops:accountSet:provision',
          input: {
            name: 'credit-risk',
            owner: 'group:default/credit-risk',
            regions: ['eu-west-1'],
            accounts: { tooling: '100000000002' },
            parameters: {
              Name: 'credit-risk',
              Owner: 'group:default/credit-risk',
              Region: 'eu-west-1',
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'Accounts that exist already, to which the product deploys as a stack set',
    example: yaml.stringify({
      steps: [
        {
          id: 'vend',
          name: 'Set the accounts up',
          action: 'mlops:accountSet:provision',
          input: {
            name: 'credit-risk',
            owner: 'group:default/credit-risk',
            regions: ['eu-west-1'],
            accounts: {
              dev: '210000000002',
              preprod: '210000000003',
              prod: '210000000004',
              tooling: '100000000002',
            },
            secretParameters: { ServiceToken: 'serviceToken' },
            stackSet: {
              accounts: ['210000000002', '210000000003', '210000000004'],
              regions: ['eu-west-1'],
              maxConcurrencyCount: 1,
            },
          },
        },
      ],
    }),
  },
];
