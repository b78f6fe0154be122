import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { NotFoundError } from '@backstage/errors';
import { projectConsoleUrl } from '../consoleUrls';
import { changeProject } from '../project/changeProject';
import { loadUseCase } from '../project/loadUseCase';
import { StackEvents } from '../project/stackEvents';
import { watchProject } from '../project/watchProject';
import { groupRef } from './accountSet';
import { ActionDeps, publishChange } from './context';
import { examples } from './updateProject.examples';

export function updateProjectAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:project:update',
    description:
      'Updates a SageMaker project to another version of its product, another S3 template or other parameters, and waits for it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({ description: 'Entity ref of the account set' }),
        name: z => z.string({ description: 'Name of the SageMaker project' }),
        description: z => z.string().max(1024).optional(),
        template: z =>
          z
            .string({
              description:
                's3:<bucket>/<key> of another CloudFormation template; what the project stands on unless given',
            })
            .regex(/^(servicecatalog:[^/]+|s3:[^/]+\/.+)$/)
            .optional(),
        version: z =>
          z
            .string({
              description:
                'Version of the product, by id or name; the newest active one unless given',
            })
            .optional(),
        launchPath: z =>
          z
            .string({
              description:
                'Launch path of the product, by id or portfolio, for its constraints; the one of the project unless given',
            })
            .optional(),
        parameters: z =>
          z
            .record(z.string(), {
              description:
                'Parameters to change; the project keeps the others that the template still has',
            })
            .optional(),
        secretParameters: z =>
          z
            .record(z.string().regex(/^(?!__)\w+$/), {
              description:
                "Secret (NoEcho) parameters of the project template: the name of the task's secret that holds the value, by parameter. AWS does not tell them, so those without a default are to be given again",
            })
            .optional(),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group, which the project must be tagged with; the owner of the account set unless given',
            })
            .optional(),
        wait: z =>
          z
            .boolean({
              description:
                'Wait until SageMaker has updated the project. Default: true',
            })
            .optional(),
      },
      output: {
        projectArn: z => z.string(),
        entityRef: z => z.string({ description: 'The System of the use case' }),
        status: z =>
          z.string({
            description: 'UpdateCompleted, or UpdateInProgress without waiting',
          }),
        consoleUrl: z => z.string(),
      },
    },
    async handler(ctx) {
      const { name, wait = true } = ctx.input;
      const { set, names } = await loadUseCase(ctx, deps, ctx.input);
      const { tooling } = set;
      ctx.output('projectArn', names.projectArn);
      ctx.output('entityRef', names.systemRef);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would update the project ${names.projectArn}`,
        );
        ctx.output('status', 'UpdateCompleted');
        ctx.output('consoleUrl', projectConsoleUrl(tooling, {}));
        return;
      }
      const events = new StackEvents(deps.aws.projects, tooling, ctx.logger);
      let project = await changeProject(ctx, deps, tooling, events, {
        name,
        accountSet: set.name,
        owner: groupRef(ctx.input.owner ?? set.owner),
        description: ctx.input.description,
        templateId: ctx.input.template,
        version: ctx.input.version,
        launchPath: ctx.input.launchPath,
        parameters: ctx.input.parameters ?? {},
        secretParameters: ctx.input.secretParameters ?? {},
      });
      if (wait) {
        const updated = await watchProject(ctx, deps, tooling, {
          project,
          work: 'update',
          events,
        });
        if (!updated) {
          throw new NotFoundError(
            `The project '${name}' was deleted while this task waited for its update`,
          );
        }
        project = updated;
      }
      ctx.logger.info(`The project '${name}' is ${project.status}`);
      await publishChange(deps, project.arn);
      ctx.output('projectArn', project.arn);
      ctx.output('status', project.status);
      ctx.output('consoleUrl', projectConsoleUrl(tooling, project));
    },
  });
}
