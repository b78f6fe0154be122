import type {
  CreateCommitInput,
  PutFileInput,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Context, Operation } from '../../../core/service';
import { checkBranchName } from './branches';
import { Changes, planChanges, WireChanges } from './changes';
import { parentOf, writeCommit } from './commit';
import { listTree } from './git';
import { getRepository } from './store';

type CommitInput = Omit<CreateCommitInput, 'putFiles'> & WireChanges;

async function commit(
  input: CommitInput,
  { world, accessKeyId, ...target }: Context,
) {
  const repository = getRepository(world, target, input.repositoryName);
  const branch = checkBranchName(input.branchName);
  const parent = await parentOf(repository, branch, input.parentCommitId);
  const files = parent ? await listTree(repository.folder, parent, ['-r']) : [];
  const plan = planChanges(
    input,
    new Map(files.map(entry => [entry.path, entry])),
  );
  const result = await writeCommit(world, repository, {
    branch,
    parent,
    author: {
      name: input.authorName ?? accessKeyId,
      email: input.email ?? '',
    },
    message: input.commitMessage ?? defaultMessage(plan),
    changes: plan.changes,
  });
  return { ...result, ...plan };
}

function defaultMessage(plan: Changes): string {
  return [
    ['Added', plan.filesAdded] as const,
    ['Edited', plan.filesUpdated] as const,
    ['Deleted', plan.filesDeleted] as const,
  ]
    .flatMap(([verb, files]) =>
      files.map(({ absolutePath }) => `${verb} ${absolutePath}`),
    )
    .join(', ');
}

export const createCommit: Operation<CommitInput> = async (input, context) => {
  const { changes, ...output } = await commit(input, context);
  return output;
};

/** PutFile names the author and says no change in its own way. */
export const putFile: Operation<
  Omit<PutFileInput, 'fileContent'> & { fileContent?: string }
> = async (
  { fileContent = '', filePath, fileMode, name, ...input },
  context,
) => {
  try {
    const { commitId, treeId, filesAdded, filesUpdated } = await commit(
      {
        ...input,
        authorName: name,
        putFiles: [{ filePath, fileMode, fileContent }],
      },
      context,
    );
    const [file] = [...filesAdded, ...filesUpdated];
    return { commitId, treeId, blobId: file.blobId };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoChangeException') {
      throw new AwsError(
        'SameFileContentException',
        `The content of ${filePath} is the same as in the parent commit`,
      );
    }
    throw error;
  }
};
