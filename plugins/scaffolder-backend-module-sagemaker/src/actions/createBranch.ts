import { ForwardedError, InputError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TAG_PROJECT_NAME } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Branch, loadBranch } from '../branch/loadBranch';
import { repositoryContentsUrl } from '../consoleUrls';
import { createOnce } from './checkpoints';
import { ActionDeps, TaskContext } from './context';
import { examples } from './createBranch.examples';

export function createBranchAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'codecommit:branch:create',
    description:
      'Creates a feature branch in the build repository of a use case; one that exists is taken as it is',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the repository is in its tooling account',
          }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
        branch: z => z.string({ description: 'Such as feature/new-features' }),
        from: z =>
          z
            .string({
              description:
                'Branch to begin from; develop unless given, or the default branch where there is no develop',
            })
            .optional(),
      },
      output: {
        repoContentsUrl: z =>
          z.string({ description: 'Root of the branch in the console' }),
        remoteUrl: z =>
          z.string({ description: 'To clone over HTTPS, not in a dry run' }),
        commitHash: z =>
          z.string({ description: 'Head of the branch, not in a dry run' }),
      },
    },
    async handler(ctx) {
      const branch = await loadBranch(ctx, deps, ctx.input);
      const { set, names } = branch;
      ctx.output(
        'repoContentsUrl',
        repositoryContentsUrl(set.tooling, names.buildRepository, names.branch),
      );
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would create the branch '${names.branch}' in the repository '${names.buildRepository}' in account ${set.tooling.accountId}, region ${set.tooling.region}`,
        );
        return;
      }
      const { cloneUrl, commitId } = await ensureBranch(
        ctx,
        deps,
        branch,
        ctx.input.from,
      );
      ctx.output('remoteUrl', cloneUrl);
      ctx.output('commitHash', commitId);
    },
  });
}

async function ensureBranch(
  ctx: TaskContext,
  deps: ActionDeps,
  { set, useCase, names }: Branch,
  from: string | undefined,
): Promise<{ cloneUrl: string; commitId: string }> {
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const { tooling } = set;
  const { buildRepository: repository, branch } = names;
  const where = `account ${tooling.accountId}, region ${tooling.region}`;
  const found = await repositories.find(tooling, repository, { signal });
  if (found?.tags[TAG_PROJECT_NAME] !== useCase.projectName) {
    throw new NotFoundError(
      found
        ? `CodeCommit repository '${repository}' in ${where} is not tagged ${TAG_PROJECT_NAME}=${useCase.projectName}, so it is not taken for the use case's: tag it if it is`
        : `The use case '${useCase.projectName}' has no CodeCommit repository '${repository}' in ${where}: create the branch where its code is`,
    );
  }
  const cloneUrl = found.cloneUrlHttp;
  const head = await repositories.head(tooling, repository, branch, { signal });
  if (head) {
    ctx.logger.info(`The branch '${branch}' exists and is taken as it is`);
    return { cloneUrl, commitId: head };
  }
  for (const base of from ? [from] : ['develop', found.defaultBranch]) {
    const commitId =
      base && (await repositories.head(tooling, repository, base, { signal }));
    if (commitId) {
      await createOnce(
        ctx,
        `branch.create.${repository}.${branch}`,
        async () => {
          try {
            await repositories.createBranch(
              tooling,
              repository,
              branch,
              commitId,
              { signal },
            );
            return commitId;
          } catch (error) {
            throw new ForwardedError(
              `CodeCommit refused to create the branch '${branch}' in the repository '${repository}' in ${where}`,
              error,
            );
          }
        },
      );
      ctx.logger.info(`Created the branch '${branch}' from '${base}'`);
      return { cloneUrl, commitId };
    }
  }
  throw new InputError(
    `The repository '${repository}' in ${where} has no branch '${
      from ?? 'develop'
    }' to begin '${branch}' from`,
  );
}
