import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (input: object) =>
  yaml.stringify({
    steps: [
      {
        id: 'retire',
        name: 'Retire the account set',
        action: 'mlops:accountSet:decommission',
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Only list what would be lost',
    example: step({
      accountSet: 'resource:default/churn-pilot',
      preflightOnly: true,
    }),
  },
  {
    description: 'Retire a set whose endpoints and buckets may go',
    example: step({
      accountSet: 'resource:default/churn-pilot',
      confirm: 'churn-pilot',
      acceptLosses: ['endpoint', 'bucket'],
    }),
  },
];
