import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Create a branch only where CodeCommit holds the repository',
    example: yaml.stringify({
      steps: [
        {
          id: 'repository',
          name: 'Find the build repository',
          action: 'sagemaker:repository:locate',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
          },
        },
        {
          id: 'branch',
          name: 'Create the branch',
          if: "${{ steps.repository.output.git == 'codecommit' }}",
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
