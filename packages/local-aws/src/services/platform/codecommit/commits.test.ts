import {
  CreateCommitCommandInput,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
  GetFolderCommand,
  GetRepositoryCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import { useLocalAws } from '../__testUtils__/localAws';
import {
  clientOf,
  commit,
  makeRepository,
  text,
} from './__testUtils__/repository';

const aws = useLocalAws();
const client = () => clientOf(aws());

const file = async (
  repositoryName: string,
  filePath: string,
  commitSpecifier?: string,
) => {
  const answer = await client().send(
    new GetFileCommand({ repositoryName, filePath, commitSpecifier }),
  );
  return { ...answer, text: new TextDecoder().decode(answer.fileContent) };
};

describe('CodeCommit commits', () => {
  it('commits, reads back and describes', async () => {
    const name = await makeRepository(client());
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const first = await commit(client(), name, {
      putFiles: [
        { filePath: 'README.md', fileContent: text('# Hello') },
        { filePath: 'räum/"quoted" 模型.bin', fileContent: bytes },
        {
          filePath: 'bin/run.sh',
          fileContent: text('#!/bin/sh'),
          fileMode: 'EXECUTABLE',
        },
      ],
    });
    expect(first.filesAdded).toHaveLength(3);
    expect((await file(name, '/README.md')).text).toBe('# Hello');
    const binary = await file(name, 'räum/"quoted" 模型.bin', 'main');
    expect(binary.fileContent).toEqual(bytes);
    expect(binary).toMatchObject({ commitId: first.commitId, fileSize: 256 });

    const { repositoryMetadata } = await client().send(
      new GetRepositoryCommand({ repositoryName: name }),
    );
    expect(repositoryMetadata?.defaultBranch).toBe('main');

    const second = await commit(client(), name, {
      parentCommitId: first.commitId,
      putFiles: [{ filePath: 'README.md', fileContent: text('# Bye') }],
      deleteFiles: [{ filePath: 'räum/"quoted" 模型.bin' }],
      setFileModes: [{ filePath: 'bin/run.sh', fileMode: 'NORMAL' }],
    });
    const { commit: described } = await client().send(
      new GetCommitCommand({
        repositoryName: name,
        commitId: second.commitId,
      }),
    );
    expect(described).toMatchObject({
      treeId: second.treeId,
      parents: [first.commitId],
      message: 'Change it',
      author: { name: 'Ada', email: 'ada@example.com' },
    });
    const { differences } = await client().send(
      new GetDifferencesCommand({
        repositoryName: name,
        beforeCommitSpecifier: first.commitId,
        afterCommitSpecifier: 'main',
      }),
    );
    expect(
      differences?.map(({ changeType, beforeBlob, afterBlob }) => [
        changeType,
        (afterBlob ?? beforeBlob)?.path,
      ]),
    ).toEqual([
      ['M', 'README.md'],
      ['M', 'bin/run.sh'],
      ['D', 'räum/"quoted" 模型.bin'],
    ]);
    expect((await file(name, 'README.md', first.commitId)).text).toBe(
      '# Hello',
    );
  });

  it('lists folders', async () => {
    const name = await makeRepository(client());
    await commit(client(), name, {
      putFiles: ['a.txt', 'sub/b.txt', 'sub/deep/c.txt'].map(filePath => ({
        filePath,
        fileContent: text(filePath),
      })),
    });
    const folder = (folderPath: string) =>
      client().send(new GetFolderCommand({ repositoryName: name, folderPath }));
    expect(await folder('/')).toMatchObject({
      folderPath: '',
      files: [{ absolutePath: 'a.txt', fileMode: 'NORMAL' }],
      subFolders: [{ absolutePath: 'sub', relativePath: 'sub' }],
    });
    expect(await folder('sub')).toMatchObject({
      files: [{ absolutePath: 'sub/b.txt', relativePath: 'b.txt' }],
      subFolders: [{ absolutePath: 'sub/deep', relativePath: 'deep' }],
    });
    await expect(folder('a.txt')).rejects.toMatchObject({
      name: 'FolderDoesNotExistException',
    });
  });

  it('takes the head of the branch as parent and nothing else', async () => {
    const name = await makeRepository(client());
    const put = (
      content: string,
      parentCommitId?: string,
      branchName = 'main',
    ) =>
      commit(client(), name, {
        branchName,
        parentCommitId,
        putFiles: [{ filePath: 'x', fileContent: text(content) }],
      });
    const { commitId } = await put('1');
    await expect(put('2')).rejects.toMatchObject({
      name: 'ParentCommitIdRequiredException',
    });
    const second = await put('2', commitId);
    await expect(put('3', commitId)).rejects.toMatchObject({
      name: 'ParentCommitIdOutdatedException',
    });
    await expect(put('3', '1'.repeat(40))).rejects.toMatchObject({
      name: 'ParentCommitDoesNotExistException',
    });
    await expect(put('2', second.commitId)).rejects.toMatchObject({
      name: 'NoChangeException',
    });
    await expect(put('3', second.commitId, 'other')).rejects.toMatchObject({
      name: 'BranchDoesNotExistException',
    });
    const both = await Promise.allSettled([
      put('3', second.commitId),
      put('4', second.commitId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it.each<[string, Partial<CreateCommitCommandInput>]>([
    ['FileEntryRequiredException', {}],
    [
      'MaximumFileEntriesExceededException',
      {
        putFiles: Array.from({ length: 101 }, (_, index) => ({
          filePath: `${index}`,
          fileContent: text('x'),
        })),
      },
    ],
    [
      'SamePathRequestException',
      {
        putFiles: [{ filePath: 'x', fileContent: text('x') }],
        deleteFiles: [{ filePath: '/x' }],
      },
    ],
    ['FileDoesNotExistException', { deleteFiles: [{ filePath: 'none' }] }],
    [
      'FileNameConflictsWithDirectoryNameException',
      { putFiles: [{ filePath: 'dir', fileContent: text('x') }] },
    ],
    [
      'DirectoryNameConflictsWithFileNameException',
      { putFiles: [{ filePath: 'dir/file/x', fileContent: text('x') }] },
    ],
    ['SourceFileOrContentRequiredException', { putFiles: [{ filePath: 'y' }] }],
    [
      'FileContentAndSourceFileSpecifiedException',
      {
        putFiles: [
          {
            filePath: 'y',
            fileContent: text('x'),
            sourceFile: { filePath: 'dir/file' },
          },
        ],
      },
    ],
    [
      'InvalidPathException',
      { putFiles: [{ filePath: 'a/../b', fileContent: text('x') }] },
    ],
  ])('answers %s', async (error, input) => {
    const name = await makeRepository(client());
    const { commitId } = await commit(client(), name, {
      putFiles: [{ filePath: 'dir/file', fileContent: text('x') }],
    });
    await expect(
      commit(client(), name, { parentCommitId: commitId, ...input }),
    ).rejects.toMatchObject({ name: error });
  });

  it('puts one file', async () => {
    const name = await makeRepository(client());
    const put = (parentCommitId?: string) =>
      client().send(
        new PutFileCommand({
          repositoryName: name,
          branchName: 'main',
          filePath: 'x',
          fileContent: text('x'),
          parentCommitId,
        }),
      );
    const { commitId, blobId } = await put();
    expect(await file(name, 'x')).toMatchObject({ blobId, text: 'x' });
    await expect(put(commitId)).rejects.toMatchObject({
      name: 'SameFileContentException',
    });
  });

  it('names what it cannot read', async () => {
    const name = await makeRepository(client());
    await expect(file(name, 'x')).rejects.toMatchObject({
      name: 'CommitDoesNotExistException',
    });
    await commit(client(), name, {
      putFiles: [{ filePath: 'x', fileContent: text('x') }],
    });
    await expect(file(name, 'none')).rejects.toMatchObject({
      name: 'FileDoesNotExistException',
    });
    await expect(file(name, 'deep/none')).rejects.toMatchObject({
      name: 'FileDoesNotExistException',
    });
    await expect(file(name, 'x', 'no-branch')).rejects.toMatchObject({
      name: 'CommitDoesNotExistException',
    });
  });
});
