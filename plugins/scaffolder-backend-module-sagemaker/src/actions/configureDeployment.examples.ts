import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Values that a form with SageMakerDeploymentConfig has given',
    example: yaml.stringify({
      steps: [
        {
          id: 'configure',
          name: 'Change the configuration',
          action: 'sagemaker:deployment:configure',
          input: {
            repository: '${{ parameters.repository }}',
            stage: '${{ parameters.stage }}',
            etag: '${{ parameters.change.etag }}',
            parameters: '${{ parameters.change.parameters }}',
          },
        },
      ],
    }),
  },
];
