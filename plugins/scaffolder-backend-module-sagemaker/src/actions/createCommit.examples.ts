import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A change that sagemaker:deployment:configure has made',
    example: yaml.stringify({
      steps: [
        {
          id: 'commit',
          name: 'Commit the change',
          action: 'codecommit:commit:create',
          input: {
            accountSet: '${{ steps.configure.output.accountSet }}',
            repository: '${{ steps.configure.output.repository }}',
            branch: '${{ steps.configure.output.branch }}',
            commitHash: '${{ steps.configure.output.commitHash }}',
            message: 'Larger instances in prod',
          },
        },
      ],
    }),
  },
];
