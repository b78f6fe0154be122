import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (input: object) =>
  yaml.stringify({
    steps: [
      {
        id: 'project',
        name: 'Update the SageMaker project',
        action: 'sagemaker:project:update',
        input: {
          accountSet: 'resource:default/credit-risk',
          name: 'credit-scoring',
          ...input,
        },
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'The newest active version of the product',
    example: step({}),
  },
  {
    description: 'A version and another value for one parameter',
    example: step({
      version: 'v3',
      parameters: { InstanceType: 'ml.m5.xlarge' },
    }),
  },
  {
    description:
      'Another template in S3, with a secret that the form has asked for in a field of the type Secret',
    example: step({
      template: 's3:mlops-project-templates/templates/realtime-v2.yaml',
      secretParameters: { GitToken: 'gitToken' },
      wait: false,
    }),
  },
];
