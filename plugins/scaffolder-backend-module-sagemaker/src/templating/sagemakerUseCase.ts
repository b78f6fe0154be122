import { Entity } from '@backstage/catalog-model';
import { createTemplateFilter } from '@backstage/plugin-scaffolder-node/alpha';
import { useCaseNames } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { activeAccountSet } from '../actions/accountSet';

/**
 * Names of everything that a use case will have, so that skeletons can refer to
 * it before it exists: System and model group refs, ARNs, repositories.
 */
export const sagemakerUseCase = createTemplateFilter({
  id: 'sagemakerUseCase',
  description:
    'Names, ARNs and entity refs of a use case in an account set, known before anything is created',
  examples: [
    {
      description: 'Entity ref of the System',
      example:
        "${{ (steps.accountSet.output.entity | sagemakerUseCase('churn')).systemRef }}",
    },
    {
      description: 'All names as a value for a skeleton',
      example:
        'useCase: ${{ steps.accountSet.output.entity | sagemakerUseCase(parameters.name) }}',
    },
  ],
  schema: z =>
    z
      .function()
      .args(
        z
          .custom<Entity>()
          .describe('Account set, as catalog:fetch has read it'),
        z.string().describe('Name of the use case'),
      )
      .returns(z.record(z.string())),
  filter: (entity, name) => ({
    ...useCaseNames(name, activeAccountSet(entity)),
  }),
});
