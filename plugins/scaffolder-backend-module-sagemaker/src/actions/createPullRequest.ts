import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { pullRequestUrl } from '../consoleUrls';
import { authorOf } from '../repository/author';
import { proposeChange } from '../repository/proposeChange';
import { useCaseRepository } from '../repository/useCaseRepository';
import { readRepositoryFiles } from '../repository/workspaceFiles';
import { loadAccountSet } from './accountSet';
import { ActionDeps, TaskContext } from './context';
import { examples } from './createPullRequest.examples';

export function createPullRequestAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'codecommit:pullRequest:create',
    description:
      'Commits files of the workspace to a new branch of a CodeCommit repository of a use case, and opens a pull request for it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the repository is in its tooling account',
          }),
        repository: z => z.string({ description: 'Name of the repository' }),
        branch: z =>
          z
            .string({ description: 'New branch, for the change' })
            .min(1)
            .max(256),
        targetBranch: z =>
          z
            .string({
              description:
                'Branch that the change is for. Default: the default branch',
            })
            .optional(),
        commitHash: z =>
          z
            .string({
              description:
                'Commit to begin the branch from. Default: the head of the target branch',
            })
            .optional(),
        title: z => z.string().min(1).max(150),
        description: z =>
          z.string({ description: 'Markdown' }).max(10_240).optional(),
        sourcePath: z =>
          z
            .string({
              description:
                'Folder of the workspace with the files, those that differ are committed. Default: the workspace itself',
            })
            .optional(),
        commitMessage: z =>
          z.string({ description: 'Default: the title' }).optional(),
      },
      output: {
        remoteUrl: z =>
          z.string({
            description: 'The pull request in the console, not in a dry run',
          }),
        pullRequestId: z => z.string({ description: 'Not in a dry run' }),
        branch: z => z.string(),
        targetBranch: z => z.string({ description: 'Not in a dry run' }),
        commitHash: z => z.string({ description: 'Not in a dry run' }),
      },
    },
    async handler(ctx) {
      const { repository: name, branch, title, description } = ctx.input;
      const { tooling } = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      const files = await readRepositoryFiles(
        resolveSafeChildPath(ctx.workspacePath, ctx.input.sourcePath ?? '.'),
      );
      ctx.output('branch', branch);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would open a pull request for the branch '${branch}' of the repository '${name}' in account ${tooling.accountId}, region ${tooling.region}`,
        );
        return;
      }
      const found = await useCaseRepository(ctx, deps, tooling, name);
      const targetBranch = ctx.input.targetBranch ?? found.defaultBranch;
      if (!targetBranch || targetBranch === branch) {
        throw new InputError(
          targetBranch
            ? `The change needs a branch of its own, and '${branch}' is the one that it is for`
            : `The repository '${name}' has no branch yet`,
        );
      }
      const base =
        ctx.input.commitHash ??
        (await baseOf(ctx, deps, tooling, { name, branch, targetBranch }));
      const { id, commitId } = await proposeChange(ctx, deps, tooling, {
        name,
        files,
        branch,
        targetBranch,
        base,
        title,
        description,
        message: ctx.input.commitMessage ?? title,
        author: authorOf(ctx),
      });
      const url = pullRequestUrl(tooling, name, id);
      ctx.logger.info(`Pull request ${id}: ${url}`);
      ctx.output('remoteUrl', url);
      ctx.output('pullRequestId', id);
      ctx.output('targetBranch', targetBranch);
      ctx.output('commitHash', commitId);
    },
  });
}

/** Kept for a replay, when the target branch may have moved on. */
function baseOf(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  place: { name: string; branch: string; targetBranch: string },
): Promise<string> {
  const { name, branch, targetBranch } = place;
  return ctx.checkpoint({
    key: `pullRequest.base.${name}.${branch}`,
    fn: async () => {
      const head = await deps.aws.repositories.head(
        target,
        name,
        targetBranch,
        { signal: ctx.signal },
      );
      if (!head) {
        throw new NotFoundError(
          `The repository '${name}' has no branch '${targetBranch}'`,
        );
      }
      return head;
    },
  });
}
