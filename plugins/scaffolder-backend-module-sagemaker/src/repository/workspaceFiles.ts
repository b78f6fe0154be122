import { promises as fs } from 'node:fs';
import { join, posix } from 'node:path';
import { InputError } from '@backstage/errors';
import { RepositoryFile } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** Quotas in the CodeCommit User Guide: size of a file that comes through the API. */
const MAX_FILE_BYTES = 6 * 1024 * 1024;
const ANY_EXECUTE_BIT = 0o111;

/**
 * All files below a folder, binary contents and executable bits as they are,
 * sorted by path, without `.git`. Throws an InputError that names the file for
 * what CodeCommit's API cannot take: symbolic links and files above 6 MB.
 */
export async function readRepositoryFiles(
  root: string,
): Promise<RepositoryFile[]> {
  const files: RepositoryFile[] = [];
  for await (const path of filePaths(root, '')) {
    const file = join(root, path);
    const { mode, size } = await fs.stat(file);
    if (size > MAX_FILE_BYTES) {
      throw new InputError(
        `'${path}' has ${size} bytes: CodeCommit takes files of up to ${MAX_FILE_BYTES} bytes. Keep data and models in S3`,
      );
    }
    files.push({
      path,
      content: await fs.readFile(file),
      executable: (mode & ANY_EXECUTE_BIT) !== 0,
    });
  }
  if (!files.length) {
    throw new InputError('There are no files to publish in the source folder');
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function* filePaths(root: string, folder: string): AsyncIterable<string> {
  const entries = await fs
    .readdir(join(root, folder), { withFileTypes: true })
    .catch(error => {
      throw new InputError(
        `The source folder cannot be read: ${error.message}`,
      );
    });
  for (const entry of entries) {
    const path = posix.join(folder, entry.name);
    if (entry.name === '.git') {
      continue;
    }
    if (entry.isSymbolicLink()) {
      throw new InputError(
        `'${path}' is a symbolic link, which CodeCommit's API cannot publish: replace it by the file itself`,
      );
    }
    if (entry.isDirectory()) {
      yield* filePaths(root, path);
    } else {
      yield path;
    }
  }
}
