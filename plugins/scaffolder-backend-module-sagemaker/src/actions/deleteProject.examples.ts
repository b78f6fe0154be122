import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const input = {
  accountSet: 'resource:default/credit-risk',
  name: 'credit-scoring',
};

export const examples: TemplateExample[] = [
  {
    description: 'Delete the project of a use case that is retired',
    example: yaml.stringify({
      steps: [
        {
          id: 'delete',
          name: 'Delete the SageMaker project',
          action: 'sagemaker:project:delete',
          input,
        },
      ],
    }),
  },
  {
    description:
      'Clean up after a failure; nothing but what this task has created is touched',
    example: yaml.stringify({
      steps: [
        {
          id: 'cleanUp',
          name: 'Delete the SageMaker project',
          if: '${{ failure() }}',
          action: 'sagemaker:project:delete',
          input: { ...input, onlyOfThisTask: true },
        },
      ],
    }),
  },
];
