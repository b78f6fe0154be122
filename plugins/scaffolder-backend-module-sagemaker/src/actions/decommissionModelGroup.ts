import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inspectBranch } from '../branch/inspectBranch';
import { loadBranch } from '../branch/loadBranch';
import { describeRemains, refusals } from '../branch/remains';
import { removeBranch } from '../branch/removeBranch';
import { anyAccountSet } from './accountSet';
import { ActionDeps } from './context';
import { examples } from './decommissionModelGroup.examples';

export function decommissionModelGroupAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:modelGroup:decommission',
    description:
      'Deletes all that there is of a feature branch: its model group with the versions, its pipeline, its data in S3 and the branch itself',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({ description: 'Entity ref of the account set' }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
        branch: z => z.string({ description: 'Such as feature/new-features' }),
        listOnly: z =>
          z
            .boolean({
              description:
                'Only list what would be deleted and what forbids it, as a dry run does. Default: false',
            })
            .optional(),
        stopRuns: z =>
          z
            .boolean({
              description:
                'Stop executions that have not ended, instead of refusing. Default: false',
            })
            .optional(),
        deleteUnmerged: z =>
          z
            .boolean({
              description:
                'Delete the branch with commits that were never merged, instead of refusing. Default: false',
            })
            .optional(),
      },
      output: {
        found: z =>
          z.array(z.string(), {
            description: 'What there was, in the order of its deletion',
          }),
        refusals: z =>
          z.array(z.string(), {
            description:
              'What forbids the deletion; only when it is only listed',
          }),
        deleted: z => z.boolean(),
      },
    },
    async handler(ctx) {
      const { stopRuns = false, deleteUnmerged = false } = ctx.input;
      const listOnly = ctx.isDryRun || ctx.input.listOnly === true;
      const branch = await loadBranch(ctx, deps, ctx.input, anyAccountSet);
      const remains = await inspectBranch(ctx, deps, branch);
      const found = describeRemains(remains, branch);
      const reasons = refusals(remains, branch, { stopRuns, deleteUnmerged });
      ctx.output('found', found);
      for (const line of found) {
        ctx.logger.info(`${listOnly ? 'Would delete' : 'To delete'}: ${line}`);
      }
      if (!found.length) {
        ctx.logger.info(
          `There is nothing of the branch '${branch.names.branch}'`,
        );
      }
      if (listOnly) {
        reasons.forEach(reason => ctx.logger.warn(reason));
        ctx.output('refusals', reasons);
        ctx.output('deleted', false);
        return;
      }
      if (reasons.length) {
        throw new ConflictError(
          `The branch '${branch.names.branch}' of '${
            branch.useCase.projectName
          }' is not decommissioned, and nothing has been deleted by this run: ${reasons.join(
            '. ',
          )}`,
        );
      }
      await removeBranch(ctx, deps, branch, remains);
      ctx.output('refusals', []);
      ctx.output('deleted', true);
    },
  });
}
