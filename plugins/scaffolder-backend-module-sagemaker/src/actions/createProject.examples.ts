import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A project from a Service Catalog product, waited for',
    example: yaml.stringify({
      steps: [
        {
          id: 'project',
          name: 'Create the SageMaker project',
          action: 'sagemaker:project:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            name: 'credit-scoring',
            description: 'Scores of consumer loans',
            template: 'servicecatalog:prod-abc123',
            owner: 'group:default/credit-risk',
          },
        },
      ],
    }),
  },
  {
    description:
      'A project from a template in S3 with parameters, not waited for',
    example: yaml.stringify({
      steps: [
        {
          id: 'project',
          name: 'Create the SageMaker project',
          action: 'sagemaker:project:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            name: 'credit-scoring',
            template: 's3:mlops-project-templates/templates/realtime.yaml',
            parameters: { InstanceType: 'ml.m5.large' },
            wait: false,
          },
        },
      ],
    }),
  },
  {
    description:
      'A version of a product that several portfolios offer, with a secret that the form has asked for in a field of the type Secret',
    example: yaml.stringify({
      steps: [
        {
          id: 'project',
          name: 'Create the SageMaker project',
          action: 'sagemaker:project:create',
          input: {
            accountSet: 'resource:default/credit-risk',
            name: 'credit-scoring',
            template: 'servicecatalog:prod-abc123',
            version: 'v2',
            launchPath: 'MLOps',
            secretParameters: { GitToken: 'gitToken' },
          },
        },
      ],
    }),
  },
];
