import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Refuse a build repository that is not as the standard has it, and leave the standard for its own CI',
    example: yaml.stringify({
      steps: [
        {
          id: 'validate',
          name: 'Compare the build repository with the standard',
          action: 'sagemaker:repository:validate',
          input: {
            kind: 'build',
            sourcePath: './build',
            standardPath: 'ci/repository-standard.json',
          },
        },
      ],
    }),
  },
  {
    description: 'Only say how the workspace differs',
    example: yaml.stringify({
      steps: [
        {
          id: 'validate',
          name: 'Compare the deployment repository with the standard',
          action: 'sagemaker:repository:validate',
          input: { kind: 'deployment', warnOnly: true },
        },
      ],
    }),
  },
];
