import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { RepositoryFile } from '../writers';

/** Limits of one CreateCommit. */
const MAX_FILES = 100;
const MEGABYTE = 1024 * 1024;
const MAX_FILE_BYTES = 6 * MEGABYTE;
const MAX_COMMIT_BYTES = 7 * MEGABYTE;

/** The id that git, and so CodeCommit, gives to this content. */
export function blobId(content: Uint8Array): string {
  return createHash('sha1')
    .update(`blob ${content.byteLength}\0`)
    .update(content)
    .digest('hex');
}

/** The folders that hold the files: `/` and `a/b` for `x` and `a/b/y`. */
export function foldersOf(files: RepositoryFile[]): string[] {
  const folders = files.map(({ path }) =>
    path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '/',
  );
  return [...new Set(folders)];
}

/**
 * Splits files into commits that CodeCommit accepts. Throws an InputError for
 * a file that no commit could hold.
 */
export function batchesOf(files: RepositoryFile[]): RepositoryFile[][] {
  const batches: RepositoryFile[][] = [];
  let bytes = 0;
  for (const file of files) {
    const size = file.content.byteLength;
    if (size > MAX_FILE_BYTES) {
      throw new InputError(
        `'${file.path}' has ${size} bytes, CodeCommit accepts files of up to ${MAX_FILE_BYTES}`,
      );
    }
    const current = batches.at(-1);
    if (
      !current ||
      current.length === MAX_FILES ||
      bytes + size > MAX_COMMIT_BYTES
    ) {
      batches.push([file]);
      bytes = size;
    } else {
      current.push(file);
      bytes += size;
    }
  }
  return batches;
}
