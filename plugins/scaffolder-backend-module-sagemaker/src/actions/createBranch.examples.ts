import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A feature branch from develop',
    example: yaml.stringify({
      steps: [
        {
          id: 'branch',
          name: 'Create the branch',
          action: 'codecommit:branch:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            branch: 'feature/new-features',
          },
        },
      ],
    }),
  },
];
