import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { NotFoundError } from '@backstage/errors';
import { TAG_ACCOUNT_SET } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { projectConsoleUrl } from '../consoleUrls';
import { ensureProject } from '../project/ensureProject';
import { loadUseCase } from '../project/loadUseCase';
import { StackEvents } from '../project/stackEvents';
import { watchProject } from '../project/watchProject';
import { groupRef } from './accountSet';
import { ActionDeps, publishChange, tagsFor } from './context';
import { examples } from './createProject.examples';

export function createProjectAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:project:create',
    description:
      'Creates a SageMaker project from a Service Catalog product or an S3 template and waits for it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the project goes to its tooling account',
          }),
        name: z =>
          z.string({
            description:
              'Up to 32 letters, digits and hyphens, beginning and ending with a letter or digit',
          }),
        description: z => z.string().max(1024).optional(),
        template: z =>
          z
            .string({
              description:
                'servicecatalog:<productId> or s3:<bucket>/<key of the CloudFormation template>',
            })
            .regex(/^(servicecatalog:[^/]+|s3:[^/]+\/.+)$/),
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
                'Launch path of the product, by id or portfolio; needed where several portfolios offer it',
            })
            .optional(),
        parameters: z =>
          z
            .record(z.string(), {
              description: 'Parameters of the project template',
            })
            .optional(),
        secretParameters: z =>
          z
            .record(z.string().regex(/^(?!__)\w+$/), {
              description:
                "Secret (NoEcho) parameters of the project template: the name of the task's secret that holds the value, by parameter",
            })
            .optional(),
        tags: z => z.record(z.string()).optional(),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group; the owner of the account set unless given',
            })
            .optional(),
        wait: z =>
          z
            .boolean({
              description:
                'Wait until SageMaker has created the project. Default: true',
            })
            .optional(),
      },
      output: {
        projectArn: z => z.string(),
        projectId: z => z.string({ description: 'p-..., not in a dry run' }),
        entityRef: z => z.string({ description: 'The System of the use case' }),
        consoleUrl: z =>
          z.string({
            description:
              'The stack or provisioned product behind the project, in the AWS console',
          }),
      },
    },
    async handler(ctx) {
      const { name, description, template, wait = true } = ctx.input;
      const { set, names } = await loadUseCase(ctx, deps, ctx.input);
      const owner = groupRef(ctx.input.owner ?? set.owner);
      ctx.output('projectArn', names.projectArn);
      ctx.output('entityRef', names.systemRef);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would create the project ${names.projectArn} from ${template} for ${owner}`,
        );
        ctx.output('consoleUrl', projectConsoleUrl(set.tooling, {}));
        return;
      }
      let project = await ensureProject(ctx, deps, set.tooling, {
        name,
        description,
        templateId: template,
        version: ctx.input.version,
        launchPath: ctx.input.launchPath,
        parameters: ctx.input.parameters ?? {},
        secretParameters: ctx.input.secretParameters ?? {},
        tags: tagsFor(ctx, deps, owner, {
          ...ctx.input.tags,
          [TAG_ACCOUNT_SET]: set.name,
        }),
      });
      if (wait) {
        const events = new StackEvents(
          deps.aws.projects,
          set.tooling,
          ctx.logger,
        );
        const created = await watchProject(ctx, deps, set.tooling, {
          project,
          work: 'create',
          events,
        });
        if (!created) {
          throw new NotFoundError(
            `The project '${name}' was deleted while this task waited for it: retry the task to create it again`,
          );
        }
        project = created;
        ctx.logger.info(`The project '${name}' is ${project.status}`);
      }
      await publishChange(deps, project.arn);
      ctx.output('projectArn', project.arn);
      ctx.output('projectId', project.projectId);
      ctx.output('consoleUrl', projectConsoleUrl(set.tooling, project));
    },
  });
}
