import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Keeps the settings of whoever runs this out. */
export const GIT_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
};

/** A git command in a bare repository; rejects when it fails. */
export function git(
  folder: string,
  args: string[],
  input?: Buffer,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      args,
      {
        cwd: folder,
        encoding: 'buffer',
        maxBuffer: MAX_OUTPUT_BYTES,
        env: { PATH: process.env.PATH, ...GIT_ENVIRONMENT },
      },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
    // A command that ends early does not read its input to the end.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

export async function gitText(folder: string, args: string[]): Promise<string> {
  return (await git(folder, args)).toString().trim();
}

/** Full id of the commit that a branch, tag or id names; undefined when there is none. */
export async function resolveCommit(
  folder: string,
  specifier: string,
): Promise<string | undefined> {
  try {
    return await gitText(folder, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${specifier}^{commit}`,
    ]);
  } catch {
    return undefined;
  }
}

export interface TreeEntry {
  /** As git writes it, such as `100644`. */
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  id: string;
  path: string;
}

const ENTRY = /^(\d{6}) (blob|tree|commit) ([\da-f]{40})\t(.*)$/s;

/** Entries of a tree; `options` such as `-r`. Rejects when there is no such tree. */
export async function listTree(
  folder: string,
  tree: string,
  options: string[] = [],
): Promise<TreeEntry[]> {
  const output = await git(folder, [
    'ls-tree',
    '-z',
    '--full-tree',
    ...options,
    tree,
  ]);
  return output
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [, mode, type, id, path] = ENTRY.exec(line)!;
      return { mode, type: type as TreeEntry['type'], id, path };
    });
}

/** Branches by name, with their commits, sorted. */
export async function listBranchHeads(
  folder: string,
): Promise<Map<string, string>> {
  const output = await gitText(folder, [
    'for-each-ref',
    '--format=%(objectname) %(refname:lstrip=2)',
    'refs/heads',
  ]);
  return new Map(
    output
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(41), line.slice(0, 40)]),
  );
}
