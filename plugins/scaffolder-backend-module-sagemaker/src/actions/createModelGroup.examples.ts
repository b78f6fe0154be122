import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The model group of a use case, under its usual name',
    example: yaml.stringify({
      steps: [
        {
          id: 'modelGroup',
          name: 'Create the model group',
          action: 'sagemaker:modelGroup:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            owner: 'group:default/credit-risk',
          },
        },
      ],
    }),
  },
  {
    description: 'A second model group of a use case',
    example: yaml.stringify({
      steps: [
        {
          id: 'modelGroup',
          name: 'Create the model group of the challenger',
          action: 'sagemaker:modelGroup:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            name: 'credit-scoring-challenger',
            tags: { purpose: 'challenger' },
          },
        },
      ],
    }),
  },
  {
    description: 'The model group of a feature branch',
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
      ],
    }),
  },
];
