import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A folder of the workspace, on main and develop',
    example: yaml.stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the build repository',
          action: 'codecommit:repository:publish',
          input: {
            accountSet: 'resource:default/credit-risk',
            name: 'credit-scoring-build',
            description: 'Builds and trains the models of credit-scoring',
            sourcePath: './build',
            useCase: 'credit-scoring',
          },
        },
      ],
    }),
  },
  {
    description: 'The whole workspace, on one branch',
    example: yaml.stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the repository',
          action: 'codecommit:repository:publish',
          input: {
            accountSet: 'resource:default/credit-risk',
            name: 'feature-library',
            defaultBranch: 'trunk',
            branches: [],
            commitMessage: 'Generate the feature library',
          },
        },
      ],
    }),
  },
];
