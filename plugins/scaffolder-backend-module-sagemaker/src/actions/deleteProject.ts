import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { loadUseCase } from '../project/loadUseCase';
import { removeProject } from '../project/removeProject';
import { anyAccountSet, groupRef } from './accountSet';
import { ActionDeps, publishChange } from './context';
import { examples } from './deleteProject.examples';

export function deleteProjectAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:project:delete',
    description:
      'Deletes a SageMaker project of a use case with its stack or provisioned product, and waits for it. Repositories, models and data are kept',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description: 'Entity ref of the account set, in whatever state',
          }),
        name: z => z.string({ description: 'Name of the SageMaker project' }),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group, which the project must be tagged with; the owner of the account set unless given',
            })
            .optional(),
        onlyOfThisTask: z =>
          z
            .boolean({
              description:
                'Leave a project alone that this task has not created, for a clean-up after a failure. Default: false',
            })
            .optional(),
        wait: z =>
          z
            .boolean({
              description:
                'Wait until SageMaker has deleted the project. Default: true',
            })
            .optional(),
      },
      output: {
        projectArn: z => z.string(),
        state: z =>
          z.enum(['deleted', 'deleting', 'absent', 'left-alone'], {
            description:
              'deleting: not waited for; absent: there was none; left-alone: it is not of this task',
          }),
      },
    },
    async handler(ctx) {
      const { name, onlyOfThisTask = false, wait = true } = ctx.input;
      const { set, names } = await loadUseCase(
        ctx,
        deps,
        ctx.input,
        anyAccountSet,
      );
      ctx.output('projectArn', names.projectArn);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would delete the project ${names.projectArn}`,
        );
        ctx.output('state', 'deleted');
        return;
      }
      const state = await removeProject(ctx, deps, set.tooling, {
        name,
        accountSet: set.name,
        owner: groupRef(ctx.input.owner ?? set.owner),
        onlyOfThisTask,
        wait,
      });
      if (state === 'deleted' || state === 'deleting') {
        ctx.logger.info(
          `The project '${name}' is ${state}. Kept, where they exist: the model group ${names.modelGroupArn} with its versions, the pipeline ${names.pipelineArn}, the repositories ${names.buildRepository} and ${names.deploymentRepository}, endpoints and data`,
        );
        await publishChange(deps, names.projectArn);
      }
      ctx.output('state', state);
    },
  });
}
