import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { commitUrl } from '../consoleUrls';
import { authorOf } from '../repository/author';
import { useCaseRepository } from '../repository/useCaseRepository';
import { readRepositoryFiles } from '../repository/workspaceFiles';
import { loadAccountSet } from './accountSet';
import { ActionDeps } from './context';
import { examples } from './createCommit.examples';

export function createCommitAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'codecommit:commit:create',
    description:
      'Commits files of the workspace to a branch of a CodeCommit repository of a use case',
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
        branch: z => z.string({ description: 'One that exists' }),
        commitHash: z =>
          z.string({
            description:
              'Head that the branch must still have, so that no work of others is lost',
          }),
        message: z => z.string().min(1),
        sourcePath: z =>
          z
            .string({
              description:
                'Folder of the workspace with the files, those that differ are committed. Default: the workspace itself',
            })
            .optional(),
      },
      output: {
        remoteUrl: z =>
          z.string({
            description: 'The commit in the console, not in a dry run',
          }),
        commitHash: z => z.string({ description: 'Not in a dry run' }),
      },
    },
    async handler(ctx) {
      const { repository: name, branch, commitHash, message } = ctx.input;
      const { tooling } = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      const where = `the branch '${branch}' of the repository '${name}' in account ${tooling.accountId}, region ${tooling.region}`;
      const files = await readRepositoryFiles(
        resolveSafeChildPath(ctx.workspacePath, ctx.input.sourcePath ?? '.'),
      );
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: would commit to ${where}`);
        return;
      }
      await useCaseRepository(ctx, deps, tooling, name);
      // A replay that finds the files there already commits nothing more.
      const commitId = await ctx.checkpoint({
        key: `commit.create.${name}.${branch}`,
        fn: async () => {
          try {
            return await deps.aws.repositories.commit(
              tooling,
              name,
              {
                branch,
                message,
                author: authorOf(ctx),
                files,
                parentCommitId: commitHash,
              },
              { signal: ctx.signal },
            );
          } catch (error) {
            throw new ForwardedError(
              `CodeCommit refused to commit to ${where}`,
              error,
            );
          }
        },
      });
      const url = commitUrl(tooling, name, commitId);
      ctx.logger.info(`Commit ${commitId}: ${url}`);
      ctx.output('remoteUrl', url);
      ctx.output('commitHash', commitId);
    },
  });
}
