import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { changeTable } from '../deployment/changeTable';
import {
  DeploymentDeps,
  planDeploymentChange,
} from '../deployment/deploymentChange';
import { examples } from './configureDeployment.examples';

export function configureDeploymentAction(deps: DeploymentDeps) {
  return createTemplateAction({
    id: 'sagemaker:deployment:configure',
    description:
      'Changes the inference configuration of a stage in the workspace, by the rules of the template that takes it; another action commits it or opens a pull request',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z =>
          z.string({
            description:
              'Entity ref of the deployment repository, a Component of the type ml-deployment',
          }),
        stage: z =>
          z
            .string({
              description: 'Folder of inference_config, such as staging',
            })
            .regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
        parameters: z =>
          z.record(z.string(), {
            description: 'New values by name; only those that change',
          }),
        etag: z =>
          z.string({
            description:
              'Of the file that the values were chosen for, as the field SageMakerDeploymentConfig gives it; the action fails when the file is another one now',
          }),
      },
      output: {
        git: z =>
          z.enum(['codecommit', 'github', 'gitlab'], {
            description: 'Where the repository is',
          }),
        repository: z => z.string({ description: 'Name of the repository' }),
        repoUrl: z =>
          z
            .string({
              description:
                'For the actions of GitHub and GitLab, such as github.com?owner=acme&repo=churn-deploy',
            })
            .optional(),
        accountSet: z =>
          z
            .string({
              description: 'Entity ref, for the actions of CodeCommit',
            })
            .optional(),
        branch: z => z.string({ description: 'Branch that the change is for' }),
        commitHash: z =>
          z
            .string({ description: 'Commit that was read, for CodeCommit' })
            .optional(),
        path: z =>
          z.string({ description: 'Of the file, in workspace and repository' }),
        fileUrl: z => z.string({ description: 'Of the file at its git host' }),
        changes: z =>
          z.array(
            z.object({
              parameter: z.string(),
              before: z.string(),
              after: z.string(),
            }),
          ),
        table: z =>
          z.string({ description: 'The changes as a table in Markdown' }),
      },
    },
    async handler(ctx) {
      const { repository, stage } = ctx.input;
      const plan = () => planDeploymentChange(ctx, deps, ctx.input);
      // A replay, whose change is in the repository already, must not compare anew.
      const planned = ctx.isDryRun
        ? await plan()
        : await ctx.checkpoint({
            key: `deployment.configure.${repository}.${stage}`,
            fn: plan,
          });
      const file = resolveSafeChildPath(ctx.workspacePath, planned.path);
      await fs.mkdir(dirname(file), { recursive: true });
      await fs.writeFile(file, planned.content);
      for (const { parameter, before, after } of planned.changes) {
        ctx.logger.info(
          `${stage}: ${parameter} from '${before}' to '${after}'`,
        );
      }
      ctx.output('git', planned.git);
      ctx.output('repository', planned.repository);
      ctx.output('branch', planned.branch);
      ctx.output('path', planned.path);
      ctx.output('fileUrl', planned.url);
      ctx.output('changes', planned.changes);
      ctx.output('table', changeTable(planned.changes));
      if (planned.repoUrl) {
        ctx.output('repoUrl', planned.repoUrl);
      }
      if (planned.accountSet && planned.commitHash) {
        ctx.output('accountSet', planned.accountSet);
        ctx.output('commitHash', planned.commitHash);
      }
    },
  });
}
