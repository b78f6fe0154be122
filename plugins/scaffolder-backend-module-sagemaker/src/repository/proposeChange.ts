import { createHash } from 'node:crypto';
import { ConflictError, ForwardedError, InputError } from '@backstage/errors';
import {
  RepositoryFile,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';

/** Line of a commit message that says which task of the portal made the commit. */
const taskLine = ({ task }: TaskContext) => `Backstage-Task: ${task.id}`;

export interface Proposal {
  name: string;
  files: RepositoryFile[];
  /** New, for the change. */
  branch: string;
  targetBranch: string;
  /** Commit that the change was made for. */
  base: string;
  title: string;
  description?: string;
  message: string;
  author: { name: string; email: string };
}

/**
 * Brings about a branch with one commit and a pull request for it. Each is in a
 * checkpoint of its own, and a replay takes up what an earlier run of the task
 * has made. Throws a ConflictError when the branch is somebody else's.
 */
export async function proposeChange(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'aws'>,
  target: Target,
  proposal: Proposal,
): Promise<{ id: string; commitId: string }> {
  const { name, branch } = proposal;
  const { signal } = ctx;
  const key = `${name}.${branch}`;
  await ctx.checkpoint({
    key: `pullRequest.branch.${key}`,
    fn: () => ensureBranch(ctx, deps, target, proposal),
  });
  const commitId = await ctx.checkpoint({
    key: `pullRequest.commit.${key}`,
    fn: () => ensureCommit(ctx, deps, target, proposal),
  });
  const id = await ctx.checkpoint({
    key: `pullRequest.create.${key}`,
    fn: async () => {
      const { title, description, targetBranch } = proposal;
      // CodeCommit answers the first pull request when a replay asks again.
      const token = createHash('sha256')
        .update(`${ctx.task.id} ${key}`)
        .digest('hex');
      const created = await refusable(
        `open a pull request for the branch '${branch}' of '${name}'. Branch and commit exist; a retry of this task takes them up`,
        () =>
          deps.aws.repositories.createPullRequest(
            target,
            name,
            { title, description, branch, targetBranch, token },
            { signal },
          ),
      );
      return created.id;
    },
  });
  return { id, commitId };
}

async function refusable<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ForwardedError(`CodeCommit refused to ${what}`, error);
  }
}

async function isOurs(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'aws'>,
  target: Target,
  name: string,
  commitId: string,
): Promise<boolean> {
  const { message } = await deps.aws.repositories.describeCommit(
    target,
    name,
    commitId,
    { signal: ctx.signal },
  );
  return message.split('\n').includes(taskLine(ctx));
}

async function ensureBranch(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'aws'>,
  target: Target,
  { name, branch, base }: Proposal,
): Promise<string> {
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const head = await repositories.head(target, name, branch, { signal });
  if (!head) {
    await refusable(`create the branch '${branch}' in '${name}'`, () =>
      repositories.createBranch(target, name, branch, base, { signal }),
    );
    ctx.logger.info(`Created the branch '${branch}' in '${name}'`);
    return branch;
  }
  if (head !== base && !(await isOurs(ctx, deps, target, name, head))) {
    throw new ConflictError(
      `The branch '${branch}' exists in the repository '${name}' and was not created by this task: choose another name. It has not been touched`,
    );
  }
  ctx.logger.info(`Taking up the branch '${branch}' of '${name}'`);
  return branch;
}

async function ensureCommit(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'aws'>,
  target: Target,
  { name, branch, base, files, message, author }: Proposal,
): Promise<string> {
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const head = await repositories.head(target, name, branch, { signal });
  if (head && head !== base && (await isOurs(ctx, deps, target, name, head))) {
    return head;
  }
  const commitId = await refusable(
    `commit to the branch '${branch}' of '${name}'`,
    () =>
      repositories.commit(
        target,
        name,
        {
          branch,
          message: `${message}\n\n${taskLine(ctx)}`,
          author,
          files,
          parentCommitId: base,
        },
        { signal },
      ),
  );
  if (commitId === base) {
    throw new InputError(
      `There is nothing to propose: '${name}' has the same files already. The branch '${branch}' holds nothing and can be deleted`,
    );
  }
  ctx.logger.info(`Committed ${commitId} to '${branch}'`);
  return commitId;
}
