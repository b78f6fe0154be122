import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The pipeline of a feature branch, beside its model group',
    example: yaml.stringify({
      steps: [
        {
          id: 'modelGroup',
          name: 'Create the model group of the branch',
          action: 'sagemaker:modelGroup:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            branch: 'feature/new-features',
          },
        },
        {
          id: 'pipeline',
          name: 'Create the pipeline of the branch',
          action: 'sagemaker:pipeline:create',
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
