import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { NotFoundError } from '@backstage/errors';
import {
  assertProjectName,
  TAG_ACCOUNT_SET,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { projectConsoleUrl } from '../consoleUrls';
import { ensureProject } from '../project/ensureProject';
import { followProject } from '../project/followProject';
import { ProjectFailedError } from '../project/ProjectFailedError';
import { StackEvents } from '../project/stackEvents';
import { groupRef, loadAccountSet } from './accountSet';
import { ActionDeps, publishChange, tagsFor, TaskContext } from './context';
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
        parameters: z =>
          z
            .record(z.string(), {
              description: 'Parameters of the project template',
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
      const {
        name,
        description,
        template,
        parameters,
        wait = true,
      } = ctx.input;
      assertProjectName(name);
      const set = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      const owner = groupRef(ctx.input.owner ?? set.owner);
      const names = useCaseNames(name, set);
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
        parameters,
        tags: tagsFor(ctx, deps, owner, {
          ...ctx.input.tags,
          [TAG_ACCOUNT_SET]: set.name,
        }),
      });
      if (wait) {
        project = await waitForProject(ctx, deps, set.tooling, name);
        ctx.logger.info(`The project '${name}' is ${project.status}`);
      }
      await publishChange(deps, project.arn);
      ctx.output('projectArn', project.arn);
      ctx.output('projectId', project.projectId);
      ctx.output('consoleUrl', projectConsoleUrl(set.tooling, project));
    },
  });
}

async function waitForProject(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  name: string,
): Promise<ProjectState> {
  const { projects } = deps.aws;
  const events = new StackEvents(projects, target, ctx.logger);
  let status = 'CreateInProgress';
  try {
    const project = await followProject(projects, target, name, {
      signal: ctx.signal,
      onState: async state => {
        status = state.status;
        await events.log(state, ctx.signal);
      },
    });
    if (!project) {
      throw new NotFoundError(
        `The project '${name}' was deleted while this task waited for it: retry the task to create it again`,
      );
    }
    if (project.status.endsWith('Failed')) {
      throw new ProjectFailedError(project, events.failures);
    }
    return project;
  } catch (error) {
    if (ctx.signal?.aborted) {
      ctx.logger.warn(
        `Cancelled while the project '${name}' was ${status}. AWS goes on with it; a retry of this task takes it up`,
      );
    }
    throw error;
  }
}
