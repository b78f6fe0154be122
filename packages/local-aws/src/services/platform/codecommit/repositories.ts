import { rm } from 'node:fs/promises';
import type {
  BatchGetRepositoriesInput,
  CreateRepositoryInput,
  DeleteRepositoryInput,
  GetRepositoryInput,
  ListRepositoriesInput,
  ListTagsForResourceInput,
  RepositoryMetadata,
  TagResourceInput,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { World } from '../../../core/world';
import { pageOf } from '../paging';
import { Target } from '../target';
import {
  checkRepositoryName,
  cloneUrl,
  createRepository,
  getRepository,
  repositoriesOf,
  Repository,
} from './store';

const PAGE_SIZE = 1000;
const MAX_BATCH = 25;

export function invalidToken() {
  return new AwsError(
    'InvalidContinuationTokenException',
    'The specified continuation token is not valid.',
  );
}

function metadataOf(
  world: World,
  target: Target,
  repository: Repository,
): RepositoryMetadata {
  const { name } = repository;
  const url = cloneUrl(world, target, name);
  return {
    accountId: target.accountId,
    repositoryId: repository.id,
    repositoryName: name,
    repositoryDescription: repository.description,
    defaultBranch: repository.defaultBranch,
    creationDate: repository.createdAt,
    lastModifiedDate: repository.modifiedAt,
    cloneUrlHttp: url,
    cloneUrlSsh: url.replace(/^http/, 'ssh'),
    Arn: repository.arn,
  };
}

export const createRepositoryOperation: Operation<
  CreateRepositoryInput
> = async (
  { repositoryName = '', repositoryDescription, tags },
  { world, ...target },
) => {
  checkRepositoryName(repositoryName);
  if (repositoriesOf(world, target).has(repositoryName)) {
    throw new AwsError(
      'RepositoryNameExistsException',
      `Repository named ${repositoryName} already exists`,
    );
  }
  const repository = await createRepository(world, target, repositoryName, {
    description: repositoryDescription,
    tags,
  });
  return { repositoryMetadata: metadataOf(world, target, repository) };
};

export const getRepositoryOperation: Operation<GetRepositoryInput> = (
  { repositoryName },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  return { repositoryMetadata: metadataOf(world, target, repository) };
};

export const batchGetRepositories: Operation<BatchGetRepositoriesInput> = (
  { repositoryNames = [] },
  { world, ...target },
) => {
  if (repositoryNames.length > MAX_BATCH) {
    throw new AwsError(
      'MaximumRepositoryNamesExceededException',
      `The maximum number of repository names is ${MAX_BATCH}`,
    );
  }
  const known = repositoriesOf(world, target);
  return {
    repositories: repositoryNames
      .flatMap(name => known.get(name) ?? [])
      .map(repository => metadataOf(world, target, repository)),
    repositoriesNotFound: repositoryNames.filter(name => !known.has(name)),
    errors: [],
  };
};

export const listRepositories: Operation<ListRepositoriesInput> = (
  { nextToken, sortBy = 'repositoryName', order = 'ascending' },
  { world, ...target },
) => {
  const all = [...repositoriesOf(world, target).values()].sort((a, b) =>
    sortBy === 'lastModifiedDate'
      ? a.modifiedAt.getTime() - b.modifiedAt.getTime()
      : a.name.localeCompare(b.name),
  );
  const { items, next } = pageOf(
    order === 'descending' ? all.reverse() : all,
    nextToken,
    PAGE_SIZE,
    invalidToken,
  );
  return {
    repositories: items.map(({ name, id }) => ({
      repositoryName: name,
      repositoryId: id,
    })),
    nextToken: next,
  };
};

/** Deleting what is not there succeeds, without an id. */
export const deleteRepository: Operation<DeleteRepositoryInput> = async (
  { repositoryName = '' },
  { world, ...target },
) => {
  checkRepositoryName(repositoryName);
  const repositories = repositoriesOf(world, target);
  const repository = repositories.get(repositoryName);
  if (!repository) {
    return {};
  }
  repositories.delete(repositoryName);
  await rm(repository.folder, { recursive: true, force: true });
  return { repositoryId: repository.id };
};

function repositoryOfArn(world: World, target: Target, arn = ''): Repository {
  return getRepository(world, target, arn.split(':')[5]);
}

export const listTagsForResource: Operation<ListTagsForResourceInput> = (
  { resourceArn },
  { world, ...target },
) => ({ tags: repositoryOfArn(world, target, resourceArn).tags });

export const tagResource: Operation<TagResourceInput> = (
  { resourceArn, tags },
  { world, ...target },
) => {
  Object.assign(repositoryOfArn(world, target, resourceArn).tags, tags);
};
