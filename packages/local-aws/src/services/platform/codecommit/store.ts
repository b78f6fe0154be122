import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../../core/awsError';
import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';
import { git, listBranchHeads } from './git';

const NAME = /^[\w.-]{1,100}$/;

export interface Repository {
  id: string;
  name: string;
  arn: string;
  description?: string;
  createdAt: Date;
  modifiedAt: Date;
  defaultBranch?: string;
  tags: Record<string, string>;
  /** Folder of the bare git repository. */
  folder: string;
}

/** Repositories by name. */
export const codecommitStore = storeKey(
  'codecommit',
  () => new Map<string, Repository>(),
);

export function repositoriesOf(world: World, target: Target) {
  return world.store(codecommitStore, target.accountId, target.region);
}

/** Where `git clone` finds a repository. */
export function cloneUrl(world: World, target: Target, name: string): string {
  return `${world.endpoint()}/git/${target.accountId}/${target.region}/${name}`;
}

/** Makes a repository without commits. */
export async function createRepository(
  world: World,
  target: Target,
  name: string,
  options: { description?: string; tags?: Record<string, string> } = {},
): Promise<Repository> {
  const now = world.clock.now();
  const id = randomUUID();
  const repository: Repository = {
    id,
    name,
    arn: regionalArn('codecommit', target, name),
    description: options.description,
    createdAt: now,
    modifiedAt: now,
    tags: { ...options.tags },
    folder: join(world.folder, 'git', `${id}.git`),
  };
  // The name is taken before the first wait, so that it is given once.
  repositoriesOf(world, target).set(name, repository);
  await mkdir(repository.folder, { recursive: true });
  await git(repository.folder, ['init', '--bare', '--quiet']);
  return repository;
}

/** Throws InvalidRepositoryNameException. */
export function checkRepositoryName(name: string) {
  if (!NAME.test(name) || name.endsWith('.git')) {
    throw new AwsError(
      'InvalidRepositoryNameException',
      `The repository name ${name} is not valid. Repository names can be 1 to 100 characters of letters, numbers, periods, underscores and dashes, and cannot end in .git`,
    );
  }
}

/** Throws InvalidRepositoryNameException, RepositoryDoesNotExistException. */
export function getRepository(
  world: World,
  target: Target,
  name = '',
): Repository {
  checkRepositoryName(name);
  const repository = repositoriesOf(world, target).get(name);
  if (!repository) {
    throw new AwsError(
      'RepositoryDoesNotExistException',
      `${name} does not exist`,
    );
  }
  return repository;
}

/** `git clone` checks the default branch out. */
export async function setDefaultBranch(repository: Repository, branch: string) {
  await git(repository.folder, [
    'symbolic-ref',
    'HEAD',
    `refs/heads/${branch}`,
  ]);
  repository.defaultBranch = branch;
}

/** After a write: the first branch of a repository becomes its default branch. */
export async function noteChange(world: World, repository: Repository) {
  repository.modifiedAt = world.clock.now();
  if (!repository.defaultBranch) {
    const branches = [...(await listBranchHeads(repository.folder)).keys()];
    const [first] = branches;
    if (first) {
      await setDefaultBranch(
        repository,
        branches.includes('main') ? 'main' : first,
      );
    }
  }
}
