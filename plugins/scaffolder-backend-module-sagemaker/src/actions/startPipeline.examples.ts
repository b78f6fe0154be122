import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Runs the pipeline of a use case and waits for its end',
    example: yaml.stringify({
      steps: [
        {
          id: 'run',
          name: 'Train the model',
          action: 'sagemaker:pipeline:start',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            description: 'Trained with the data of March',
            parameters: { MinimumAuc: 0.8 },
          },
        },
      ],
    }),
  },
  {
    description: 'Starts the pipeline of a feature branch and goes on',
    example: yaml.stringify({
      steps: [
        {
          id: 'run',
          name: 'Train the model of the branch',
          action: 'sagemaker:pipeline:start',
          input: {
            accountSet: 'resource:default/credit-risk',
            useCase: 'credit-scoring',
            branch: 'feature/new-features',
            wait: false,
          },
        },
      ],
    }),
  },
];
