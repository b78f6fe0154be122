import type {
  CreateBranchInput,
  DeleteBranchInput,
  GetBranchInput,
  ListBranchesInput,
  UpdateDefaultBranchInput,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { pageOf } from '../paging';
import { git, listBranchHeads, resolveCommit } from './git';
import { invalidToken } from './repositories';
import {
  getRepository,
  noteChange,
  Repository,
  setDefaultBranch,
} from './store';

const PAGE_SIZE = 1000;
const NAME =
  /^(?!\/|-|\.)(?!.*(?:\.\.|\/\/|@\{|\.lock$|[\s~^:?*[\\]|[/.]$)).{1,256}$/;

export function checkBranchName(branch = ''): string {
  if (!NAME.test(branch)) {
    throw new AwsError(
      'InvalidBranchNameException',
      `${branch} is not a valid branch name`,
    );
  }
  return branch;
}

/** Head of a branch; undefined when there is no such branch. */
export function branchHead(
  { folder }: Repository,
  branch: string,
): Promise<string | undefined> {
  return resolveCommit(folder, `refs/heads/${branch}`);
}

export function missingBranch(branch = ''): AwsError {
  return new AwsError(
    'BranchDoesNotExistException',
    `Branch ${branch} does not exist`,
  );
}

export const getBranch: Operation<GetBranchInput> = async (
  { repositoryName, branchName = '' },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  const branch = branchName.replace(/^refs\/heads\//, '');
  const commitId = await branchHead(repository, checkBranchName(branch));
  if (!commitId) {
    throw missingBranch(branch);
  }
  return { branch: { branchName: branch, commitId } };
};

export const listBranches: Operation<ListBranchesInput> = async (
  { repositoryName, nextToken },
  { world, ...target },
) => {
  const { folder } = getRepository(world, target, repositoryName);
  const all = [...(await listBranchHeads(folder)).keys()];
  const { items, next } = pageOf(all, nextToken, PAGE_SIZE, invalidToken);
  return { branches: items, nextToken: next };
};

export const createBranch: Operation<CreateBranchInput> = async (
  { repositoryName, branchName, commitId = '' },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  const branch = checkBranchName(branchName);
  if (!(await resolveCommit(repository.folder, commitId))) {
    throw new AwsError(
      'CommitDoesNotExistException',
      `Commit ${commitId} does not exist`,
    );
  }
  if (await branchHead(repository, branch)) {
    throw new AwsError(
      'BranchNameExistsException',
      `Branch ${branch} already exists`,
    );
  }
  await git(repository.folder, [
    'update-ref',
    `refs/heads/${branch}`,
    commitId,
  ]);
  await noteChange(world, repository);
};

export const updateDefaultBranch: Operation<UpdateDefaultBranchInput> = async (
  { repositoryName, defaultBranchName = '' },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  if (!(await branchHead(repository, checkBranchName(defaultBranchName)))) {
    throw missingBranch(defaultBranchName);
  }
  await setDefaultBranch(repository, defaultBranchName);
};

/** Deleting a branch that is not there succeeds, without a `deletedBranch`. */
export const deleteBranch: Operation<DeleteBranchInput> = async (
  { repositoryName, branchName },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  const branch = checkBranchName(branchName);
  if (branch === repository.defaultBranch) {
    throw new AwsError(
      'DefaultBranchCannotBeDeletedException',
      `${branch} is the default branch and cannot be deleted`,
    );
  }
  const commitId = await branchHead(repository, branch);
  if (!commitId) {
    return {};
  }
  await git(repository.folder, ['update-ref', '-d', `refs/heads/${branch}`]);
  await noteChange(world, repository);
  return { deletedBranch: { branchName: branch, commitId } };
};
