import { ForwardedError } from '@backstage/errors';
import {
  RepositoryFile,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { assertAdoptable } from '../actions/adoption';
import { createOnce } from '../actions/checkpoints';
import { ActionDeps, tagsFor, TaskContext } from '../actions/context';

export interface Publication {
  name: string;
  description?: string;
  owner: string;
  tags: Record<string, string>;
  files: RepositoryFile[];
  defaultBranch: string;
  /** Made from the default branch. */
  branches: string[];
  message: string;
  author: { name: string; email: string };
}

/**
 * Brings about that the repository exists, is ours and holds the files on all
 * branches. A replay continues where an earlier run of the task was interrupted
 * and leaves alone what people have pushed since.
 */
export async function publishFiles(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  publication: Publication,
): Promise<{ cloneUrl: string; commitId: string }> {
  const { name, defaultBranch, branches } = publication;
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const repository = await ensureRepository(ctx, deps, target, publication);
  try {
    const commitId = await commitFiles(ctx, deps, target, publication);
    for (const branch of branches) {
      if (!(await repositories.head(target, name, branch, { signal }))) {
        await createOnce(
          ctx,
          `repository.branch.${name}.${branch}`,
          async () => {
            await repositories.createBranch(target, name, branch, commitId, {
              signal,
            });
            return branch;
          },
        );
      }
    }
    if (repository.defaultBranch !== defaultBranch) {
      await repositories.setDefaultBranch(target, name, defaultBranch, {
        signal,
      });
    }
    return { cloneUrl: repository.cloneUrlHttp, commitId };
  } catch (error) {
    throw new ForwardedError(
      `CodeCommit repository '${name}' in account ${target.accountId}, region ${target.region} exists but is not complete. A retry of this task takes it up`,
      error,
    );
  }
}

async function ensureRepository(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  { name, description, owner, tags }: Publication,
): Promise<{ cloneUrlHttp: string; defaultBranch?: string }> {
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const found = await repositories.find(target, name, { signal });
  if (found) {
    await assertAdoptable(ctx, deps, {
      label: `CodeCommit repository '${name}'`,
      target,
      tags: found.tags,
      owner,
    });
    return found;
  }
  return createOnce(ctx, `repository.create.${name}`, async () => {
    try {
      const request = {
        name,
        description,
        tags: tagsFor(ctx, deps, owner, tags),
      };
      const created = await repositories.create(target, request, { signal });
      return { cloneUrlHttp: created.cloneUrlHttp };
    } catch (error) {
      throw new ForwardedError(
        `CodeCommit refused to create the repository '${name}' in account ${target.accountId}, region ${target.region}`,
        error,
      );
    }
  });
}

async function commitFiles(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  publication: Publication,
): Promise<string> {
  const { name, defaultBranch: branch, files, message, author } = publication;
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const key = `repository.commit.${name}`;
  const commit = async () => {
    ctx.logger.info(`Committing ${files.length} files to '${name}', ${branch}`);
    const request = { branch, message, author, files };
    return repositories.commit(target, name, request, { signal });
  };
  return (await repositories.head(target, name, branch, { signal }))
    ? ctx.checkpoint({ key, fn: commit })
    : createOnce(ctx, key, commit);
}
