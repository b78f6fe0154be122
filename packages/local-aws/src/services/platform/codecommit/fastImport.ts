/** A change of one file in a commit. */
export type FileChange =
  | { path: string; mode: string; content: Buffer }
  | { path: string; mode: string; blobId: string }
  | { path: string; isDeleted: true };

export interface CommitRequest {
  /** Full name of the ref that gets the commit. */
  ref: string;
  parent?: string;
  author: { name: string; email: string };
  date: Date;
  message: string;
  changes: FileChange[];
}

function quote(path: string): string {
  const escaped = path
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

function data(content: Buffer): Buffer[] {
  return [Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n')];
}

function changeOf(change: FileChange): Buffer[] {
  const path = quote(change.path);
  if ('isDeleted' in change) {
    return [Buffer.from(`D ${path}\n`)];
  }
  if ('blobId' in change) {
    return [Buffer.from(`M ${change.mode} ${change.blobId} ${path}\n`)];
  }
  return [
    Buffer.from(`M ${change.mode} inline ${path}\n`),
    ...data(change.content),
  ];
}

/** One commit as input of `git fast-import`. */
export function fastImportStream(request: CommitRequest): Buffer {
  const { name, email } = request.author;
  const clean = (text: string) => text.replace(/[<>\n]/g, '');
  const seconds = Math.floor(request.date.getTime() / 1000);
  const person = `${clean(name)} <${clean(email)}> ${seconds} +0000`;
  const header = [
    `commit ${request.ref}`,
    `author ${person}`,
    `committer ${person}`,
  ];
  return Buffer.concat([
    Buffer.from(`${header.join('\n')}\n`),
    ...data(Buffer.from(request.message)),
    Buffer.from(request.parent ? `from ${request.parent}\n` : ''),
    ...request.changes.flatMap(changeOf),
  ]);
}
