import { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { useCaseNames } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { locateRepository } from '../branch/locateRepository';
import { anyAccountSet, loadAccountSet } from './accountSet';
import { ActionDeps } from './context';
import { examples } from './locateRepository.examples';

export function locateRepositoryAction(
  deps: ActionDeps & { integrations: ScmIntegrationRegistry },
) {
  return createTemplateAction({
    id: 'sagemaker:repository:locate',
    description:
      'Tells on which git host the build repository of a use case is, from its entity in the catalog, or else from CodeCommit. Changes nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({ description: 'Entity ref of the account set' }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
      },
      output: {
        git: z =>
          z.enum(['codecommit', 'github', 'gitlab', 'other'], {
            description:
              'other: a host that has no integration here, or nobody knows',
          }),
        url: z =>
          z.string({
            description:
              'To clone from; of another host, where the catalog has read it. Not for CodeCommit',
          }),
      },
    },
    async handler(ctx) {
      const { accountSet, useCase } = ctx.input;
      const set = await loadAccountSet(ctx, deps, accountSet, anyAccountSet);
      const names = useCaseNames(useCase, set);
      const { git, url } = await locateRepository(ctx, deps, set, names);
      ctx.logger.info(
        `The build repository '${names.buildRepository}': ${git}${
          url ? `, ${url}` : ''
        }`,
      );
      ctx.output('git', git);
      if (url) {
        ctx.output('url', url);
      }
    },
  });
}
