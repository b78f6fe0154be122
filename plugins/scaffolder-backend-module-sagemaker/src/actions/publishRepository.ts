import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TAG_PROJECT_NAME } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { repositoryContentsUrl } from '../consoleUrls';
import { authorOf } from '../repository/author';
import { publishFiles } from '../repository/publishFiles';
import { readRepositoryFiles } from '../repository/workspaceFiles';
import { groupRef, loadAccountSet } from './accountSet';
import { ActionDeps } from './context';
import { examples } from './publishRepository.examples';

/** See repositoryName in the CreateRepository API reference of CodeCommit. */
const REPOSITORY_NAME = /^[\w.-]{1,100}$/;

export function publishRepositoryAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'codecommit:repository:publish',
    description:
      'Creates a CodeCommit repository in the tooling account of an account set and publishes files of the workspace to it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the repository goes to its tooling account',
          }),
        name: z =>
          z.string({
            description:
              'Up to 100 letters, digits, hyphens, underscores and periods',
          }),
        description: z => z.string().max(1000).optional(),
        sourcePath: z =>
          z
            .string({
              description:
                'Folder of the workspace to publish. Default: the workspace itself',
            })
            .optional(),
        defaultBranch: z =>
          z.string({ description: 'Default: main' }).optional(),
        branches: z =>
          z
            .array(z.string(), {
              description:
                "Further branches, made from the default branch. Default: ['develop']",
            })
            .optional(),
        useCase: z =>
          z
            .string({
              description:
                'Name of the SageMaker project that the repository belongs to',
            })
            .optional(),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group; the owner of the account set unless given',
            })
            .optional(),
        tags: z => z.record(z.string()).optional(),
        commitMessage: z =>
          z.string({ description: 'Default: Initial commit' }).optional(),
      },
      output: {
        remoteUrl: z => z.string({ description: 'To clone over HTTPS' }),
        repoContentsUrl: z =>
          z.string({
            description:
              'Root of the default branch in the CodeCommit console; a path can be appended for catalog:register',
          }),
        commitHash: z =>
          z.string({ description: 'Published commit, not in a dry run' }),
      },
    },
    async handler(ctx) {
      const {
        name,
        description,
        sourcePath,
        defaultBranch = 'main',
        branches = ['develop'],
        useCase,
        tags,
        commitMessage = 'Initial commit',
      } = ctx.input;
      const set = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      if (!REPOSITORY_NAME.test(name) || name.endsWith('.git')) {
        throw new InputError(
          `'${name}' cannot be a repository name: up to 100 letters, digits, hyphens, underscores and periods, not ending with .git`,
        );
      }
      const files = await readRepositoryFiles(
        resolveSafeChildPath(ctx.workspacePath, sourcePath ?? '.'),
      );
      ctx.output(
        'repoContentsUrl',
        repositoryContentsUrl(set.tooling, name, defaultBranch),
      );
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would publish ${files.length} files to the repository '${name}' in account ${set.tooling.accountId}, region ${set.tooling.region}`,
        );
        ctx.output(
          'remoteUrl',
          `https://git-codecommit.${set.tooling.region}.amazonaws.com/v1/repos/${name}`,
        );
        return;
      }
      const { cloneUrl, commitId } = await publishFiles(
        ctx,
        deps,
        set.tooling,
        {
          name,
          description,
          owner: groupRef(ctx.input.owner ?? set.owner),
          tags: { ...tags, ...(useCase && { [TAG_PROJECT_NAME]: useCase }) },
          files,
          defaultBranch,
          branches: branches.filter(branch => branch !== defaultBranch),
          message: commitMessage,
          author: authorOf(ctx),
        },
      );
      ctx.logger.info(`Published ${files.length} files as ${commitId}`);
      ctx.output('remoteUrl', cloneUrl);
      ctx.output('commitHash', commitId);
    },
  });
}
