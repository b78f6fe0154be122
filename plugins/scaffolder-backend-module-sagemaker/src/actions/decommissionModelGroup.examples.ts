import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const input = {
  accountSet: 'resource:default/credit-risk',
  useCase: 'credit-scoring',
  branch: 'feature/new-features',
};

export const examples: TemplateExample[] = [
  {
    description: 'Deletes all that there is of a merged feature branch',
    example: yaml.stringify({
      steps: [
        {
          id: 'close',
          name: 'Close the branch',
          action: 'sagemaker:modelGroup:decommission',
          input,
        },
      ],
    }),
  },
  {
    description: 'Lists what would be deleted',
    example: yaml.stringify({
      steps: [
        {
          id: 'list',
          name: 'List what there is of the branch',
          action: 'sagemaker:modelGroup:decommission',
          input: { ...input, listOnly: true },
        },
      ],
    }),
  },
];
