import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../core/awsError';
import { World } from '../../../core/world';
import { branchHead, missingBranch } from './branches';
import { CommitRequest, FileChange, fastImportStream } from './fastImport';
import { git, gitText, listBranchHeads, resolveCommit } from './git';
import { noteChange, Repository } from './store';

const NO_COMMIT = '0'.repeat(40);

/** The head that a new commit of a branch stands on; throws CodeCommit's own errors. */
export async function parentOf(
  repository: Repository,
  branch: string,
  parentCommitId: string | undefined,
): Promise<string | undefined> {
  const head = await branchHead(repository, branch);
  if (!head) {
    const branches = await listBranchHeads(repository.folder);
    if (branches.size > 0) {
      throw missingBranch(branch);
    }
    // The first commit of an empty repository makes the branch.
    return undefined;
  }
  if (!parentCommitId) {
    throw new AwsError(
      'ParentCommitIdRequiredException',
      'A parent commit ID is required for this commit',
    );
  }
  if (!/^[\da-f]{40}$/.test(parentCommitId)) {
    throw new AwsError(
      'InvalidParentCommitIdException',
      `The parent commit ID ${parentCommitId} is not valid`,
    );
  }
  if (!(await resolveCommit(repository.folder, parentCommitId))) {
    throw new AwsError(
      'ParentCommitDoesNotExistException',
      `The parent commit ID ${parentCommitId} does not exist`,
    );
  }
  if (parentCommitId !== head) {
    throw outdated(branch, head);
  }
  return head;
}

function outdated(branch: string, head: string | undefined) {
  return new AwsError(
    'ParentCommitIdOutdatedException',
    `The parent commit ID is not the current head of ${branch}, which is ${head}`,
  );
}

/**
 * Writes one commit and moves the branch from its parent to it. Throws
 * NoChangeException when the tree stays the same.
 */
export async function writeCommit(
  world: World,
  repository: Repository,
  request: {
    branch: string;
    parent: string | undefined;
    author: CommitRequest['author'];
    message: string;
    changes: FileChange[];
  },
): Promise<{ commitId: string; treeId: string }> {
  const { folder } = repository;
  const { branch, parent } = request;
  const ref = `refs/incoming/${randomUUID()}`;
  const stream = fastImportStream({
    ...request,
    ref,
    date: world.clock.now(),
  });
  await git(folder, ['fast-import', '--quiet', '--date-format=raw'], stream);
  const [commitId, treeId] = (
    await gitText(folder, ['rev-parse', ref, `${ref}^{tree}`])
  ).split('\n');
  const parentTree =
    parent && (await gitText(folder, ['rev-parse', `${parent}^{tree}`]));
  if (treeId === parentTree) {
    await git(folder, ['update-ref', '-d', ref]);
    throw new AwsError(
      'NoChangeException',
      'No changes were made to any file in the commit',
    );
  }
  const moves = `update refs/heads/${branch} ${commitId} ${
    parent ?? NO_COMMIT
  }\ndelete ${ref}\n`;
  try {
    await git(folder, ['update-ref', '--stdin'], Buffer.from(moves));
  } catch {
    // Somebody else has moved the branch since its head was read.
    throw outdated(branch, await branchHead(repository, branch));
  }
  await noteChange(world, repository);
  return { commitId, treeId };
}

/** Writes files to a branch, on top of whatever it holds; for a world with a past. */
export async function commitFiles(
  world: World,
  repository: Repository,
  request: {
    branch: string;
    message: string;
    author: CommitRequest['author'];
    files: { path: string; content: string | Uint8Array; mode?: string }[];
  },
): Promise<string> {
  const { commitId } = await writeCommit(world, repository, {
    ...request,
    parent: await branchHead(repository, request.branch),
    changes: request.files.map(({ path, content, mode = '100644' }) => ({
      path,
      mode,
      content: Buffer.from(content),
    })),
  });
  return commitId;
}
