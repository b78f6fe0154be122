import type {
  Difference,
  GetCommitInput,
  GetDifferencesInput,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { pageOf } from '../paging';
import { git, resolveCommit } from './git';
import { normalizePath } from './paths';
import { commitOf } from './reading';
import { invalidToken } from './repositories';
import { getRepository } from './store';

const MAX_DIFFERENCES = 100;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const PERSON = /^(.*) <(.*)> (\d+ [+-]\d{4})$/;

function userOf(line: string | undefined) {
  const [, name, email, date] = PERSON.exec(line ?? '') ?? [];
  return { name, email, date };
}

export const getCommit: Operation<GetCommitInput> = async (
  { repositoryName, commitId = '' },
  { world, ...target },
) => {
  const { folder } = getRepository(world, target, repositoryName);
  const isFull = /^[\da-f]{40}$/.test(commitId);
  if (!isFull || !(await resolveCommit(folder, commitId))) {
    throw new AwsError(
      isFull ? 'CommitIdDoesNotExistException' : 'InvalidCommitIdException',
      `The commit ID ${commitId} ${isFull ? 'does not exist' : 'is not valid'}`,
    );
  }
  const text = (await git(folder, ['cat-file', 'commit', commitId])).toString();
  const end = text.indexOf('\n\n');
  const headers = text
    .slice(0, end)
    .split('\n')
    .map(line => {
      const space = line.indexOf(' ');
      return { name: line.slice(0, space), value: line.slice(space + 1) };
    });
  const all = (name: string) =>
    headers.filter(header => header.name === name).map(({ value }) => value);
  return {
    commit: {
      commitId,
      treeId: all('tree')[0],
      parents: all('parent'),
      message: text.slice(end + 2),
      author: userOf(all('author')[0]),
      committer: userOf(all('committer')[0]),
      additionalData: '',
    },
  };
};

/** Raw lines such as `:100644 100755 <before> <after> M\0path\0`. */
export function parseRawDiff(output: string): Difference[] {
  const parts = output.split('\0').filter(Boolean);
  const differences: Difference[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [beforeMode, afterMode, before, after, status] = parts[index]
      .slice(1)
      .split(' ');
    const path = parts[index + 1];
    differences.push({
      changeType: status === 'T' ? 'M' : (status as Difference['changeType']),
      beforeBlob:
        status === 'A' ? undefined : { blobId: before, path, mode: beforeMode },
      afterBlob:
        status === 'D' ? undefined : { blobId: after, path, mode: afterMode },
    });
  }
  return differences;
}

export const getDifferences: Operation<GetDifferencesInput> = async (
  input,
  { world, ...target },
) => {
  const repository = getRepository(world, target, input.repositoryName);
  const after = await commitOf(repository, input.afterCommitSpecifier);
  const before = input.beforeCommitSpecifier
    ? await commitOf(repository, input.beforeCommitSpecifier)
    : EMPTY_TREE;
  const path = normalizePath(input.afterPath ?? input.beforePath);
  const output = await git(repository.folder, [
    'diff-tree',
    '-r',
    '-z',
    '--no-renames',
    before,
    after,
    '--',
    ...(path ? [`:(literal)${path}`] : []),
  ]);
  const { items, next } = pageOf(
    parseRawDiff(output.toString()),
    input.NextToken,
    Math.min(input.MaxResults ?? MAX_DIFFERENCES, MAX_DIFFERENCES),
    invalidToken,
  );
  return { differences: items, NextToken: next };
};
