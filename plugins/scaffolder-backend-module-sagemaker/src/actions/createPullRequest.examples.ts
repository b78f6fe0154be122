import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A change of the default branch',
    example: yaml.stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open the pull request',
          action: 'codecommit:pullRequest:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            repository: 'credit-scoring-deploy',
            branch: 'larger-instances',
            title: 'Larger instances in prod',
            description: 'The latency alarm rings every evening',
          },
        },
      ],
    }),
  },
];
