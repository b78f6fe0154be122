import type { GetFileInput, GetFolderInput } from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { git, gitText, listTree, resolveCommit } from './git';
import { fileMode } from './modes';
import { normalizePath } from './paths';
import { getRepository, Repository } from './store';

/** The commit of a specifier, of the default branch when left out. */
export async function commitOf(
  repository: Repository,
  specifier = repository.defaultBranch,
): Promise<string> {
  const commit =
    specifier && (await resolveCommit(repository.folder, specifier));
  if (!commit) {
    throw new AwsError(
      'CommitDoesNotExistException',
      `Could not find a commit for ${specifier ?? 'the default branch'}`,
    );
  }
  return commit;
}

export const getFile: Operation<GetFileInput> = async (
  { repositoryName, commitSpecifier, filePath },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  const commitId = await commitOf(repository, commitSpecifier);
  const path = normalizePath(filePath);
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const siblings = await listTree(
    repository.folder,
    `${commitId}:${parent}`,
  ).catch(() => []);
  const name = path.split('/').at(-1);
  const entry = siblings.find(
    sibling => sibling.type === 'blob' && sibling.path === name,
  );
  if (!entry) {
    throw new AwsError(
      'FileDoesNotExistException',
      `Could not find path ${path}`,
    );
  }
  const content = await git(repository.folder, ['cat-file', 'blob', entry.id]);
  return {
    commitId,
    blobId: entry.id,
    filePath: path,
    fileMode: fileMode(entry.mode),
    fileSize: content.length,
    fileContent: content.toString('base64'),
  };
};

/** Id and entries of a tree; undefined when there is none of that name. */
async function readTree({ folder }: Repository, name: string) {
  try {
    const id = await gitText(folder, ['rev-parse', name]);
    return { id, entries: await listTree(folder, id) };
  } catch {
    return undefined;
  }
}

export const getFolder: Operation<GetFolderInput> = async (
  { repositoryName, commitSpecifier, folderPath },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  const commitId = await commitOf(repository, commitSpecifier);
  const path = normalizePath(folderPath);
  const tree = await readTree(repository, `${commitId}:${path}`);
  if (!tree) {
    throw new AwsError(
      'FolderDoesNotExistException',
      `Could not find path ${path}`,
    );
  }
  const entries = tree.entries.map(entry => ({
    ...entry,
    absolutePath: path ? `${path}/${entry.path}` : entry.path,
    relativePath: entry.path,
  }));
  const files = entries
    .filter(({ type }) => type === 'blob')
    .map(({ id, mode, absolutePath, relativePath }) => ({
      blobId: id,
      absolutePath,
      relativePath,
      fileMode: fileMode(mode),
    }));
  return {
    commitId,
    folderPath: path,
    treeId: tree.id,
    files: files.filter(file => file.fileMode !== 'SYMLINK'),
    symbolicLinks: files.filter(file => file.fileMode === 'SYMLINK'),
    subFolders: entries
      .filter(({ type }) => type === 'tree')
      .map(({ id, absolutePath, relativePath }) => ({
        treeId: id,
        absolutePath,
        relativePath,
      })),
    subModules: entries
      .filter(({ type }) => type === 'commit')
      .map(({ id, absolutePath, relativePath }) => ({
        commitId: id,
        absolutePath,
        relativePath,
      })),
  };
};
