import { createHash } from 'node:crypto';
import type {
  CreateCommitInput,
  FileMetadata,
  PutFileEntry,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { FileChange } from './fastImport';
import { TreeEntry } from './git';
import { fileMode, gitMode } from './modes';
import { normalizePath } from './paths';

const MAX_FILES = 100;
const MAX_FILE_BYTES = 6 * 1024 * 1024;

/** Over the wire a content is base64. */
export type WirePutFile = Omit<PutFileEntry, 'fileContent'> & {
  fileContent?: string;
};
export type WireChanges = Pick<
  CreateCommitInput,
  'deleteFiles' | 'setFileModes'
> & { putFiles?: WirePutFile[] };

/** What a commit does to the files of its parent. */
export interface Changes {
  changes: FileChange[];
  filesAdded: FileMetadata[];
  filesUpdated: FileMetadata[];
  filesDeleted: FileMetadata[];
}

function blobId(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}

function checkMode(mode: string): string {
  const known = gitMode(mode);
  if (!known) {
    throw new AwsError(
      'InvalidFileModeException',
      `The file mode ${mode} is not valid. Valid file modes are EXECUTABLE, NORMAL, and SYMLINK`,
    );
  }
  return known;
}

/** A file cannot stand where a folder is, and the other way round. */
function checkPlace(path: string, parentFiles: Map<string, TreeEntry>) {
  for (const existing of parentFiles.keys()) {
    if (existing.startsWith(`${path}/`)) {
      throw new AwsError(
        'FileNameConflictsWithDirectoryNameException',
        `The file name ${path} conflicts with a directory of that name`,
      );
    }
    if (path.startsWith(`${existing}/`)) {
      throw new AwsError(
        'DirectoryNameConflictsWithFileNameException',
        `The directory of ${path} conflicts with the file ${existing}`,
      );
    }
  }
}

function readContent(entry: WirePutFile): Buffer {
  if (entry.sourceFile && entry.fileContent !== undefined) {
    throw new AwsError(
      'FileContentAndSourceFileSpecifiedException',
      `Both a content and a source file are given for ${entry.filePath}`,
    );
  }
  if (entry.fileContent === undefined) {
    throw new AwsError(
      'SourceFileOrContentRequiredException',
      `No content is given for ${entry.filePath}`,
    );
  }
  const content = Buffer.from(entry.fileContent, 'base64');
  if (content.length > MAX_FILE_BYTES) {
    throw new AwsError(
      'FileContentSizeLimitExceededException',
      `The content of ${entry.filePath} is larger than ${MAX_FILE_BYTES} bytes`,
    );
  }
  return content;
}

function existingFile(path: string, parentFiles: Map<string, TreeEntry>) {
  const entry = parentFiles.get(path);
  if (!entry) {
    throw new AwsError(
      'FileDoesNotExistException',
      `The file ${path} does not exist`,
    );
  }
  return entry;
}

function checkPaths(paths: string[]) {
  if (!paths.length) {
    throw new AwsError(
      'FileEntryRequiredException',
      'The commit needs at least one file to put, to delete or to change the mode of',
    );
  }
  if (paths.length > MAX_FILES) {
    throw new AwsError(
      'MaximumFileEntriesExceededException',
      `The maximum number of file entries is ${MAX_FILES}, the request has ${paths.length}`,
    );
  }
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    throw new AwsError(
      'SamePathRequestException',
      `The path ${twice} is in the request more than once`,
    );
  }
  if (paths.includes('')) {
    throw new AwsError('PathRequiredException', 'A file path is required');
  }
}

/** Checks a request against the files of the parent commit, by path. */
export function planChanges(
  request: WireChanges,
  parentFiles: Map<string, TreeEntry>,
): Changes {
  const put = request.putFiles ?? [];
  const deleted = request.deleteFiles ?? [];
  const modes = request.setFileModes ?? [];
  checkPaths(
    [...put, ...deleted, ...modes].map(entry => normalizePath(entry.filePath)),
  );
  const plan: Changes = {
    changes: [],
    filesAdded: [],
    filesUpdated: [],
    filesDeleted: [],
  };
  for (const entry of put) {
    const path = normalizePath(entry.filePath);
    checkPlace(path, parentFiles);
    const content = readContent(entry);
    const before = parentFiles.get(path);
    const mode = entry.fileMode
      ? checkMode(entry.fileMode)
      : before?.mode ?? '100644';
    plan.changes.push({ path, mode, content });
    (before ? plan.filesUpdated : plan.filesAdded).push({
      absolutePath: path,
      blobId: blobId(content),
      fileMode: fileMode(mode),
    });
  }
  for (const entry of modes) {
    const path = normalizePath(entry.filePath);
    const { id } = existingFile(path, parentFiles);
    const mode = checkMode(entry.fileMode ?? '');
    plan.changes.push({ path, mode, blobId: id });
    plan.filesUpdated.push({
      absolutePath: path,
      blobId: id,
      fileMode: fileMode(mode),
    });
  }
  for (const entry of deleted) {
    const path = normalizePath(entry.filePath);
    const { id, mode } = existingFile(path, parentFiles);
    plan.changes.push({ path, isDeleted: true });
    plan.filesDeleted.push({
      absolutePath: path,
      blobId: id,
      fileMode: fileMode(mode),
    });
  }
  return plan;
}
