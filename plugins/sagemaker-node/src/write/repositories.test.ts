import { StubCall, StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';
import { RepositoryFile } from '../writers';
import { blobId } from './commitBatches';

const AUTHOR = { name: 'Ada', email: 'ada@example.com' };

function file(path: string, text = path, executable = false): RepositoryFile {
  return { path, content: Buffer.from(text), executable };
}

describe('repository writer', () => {
  const t = stubbedAws();

  const commit = (files: RepositoryFile[]) =>
    t.aws.repositories.commit(TOOLING, 'churn-build', {
      branch: 'main',
      message: 'Add skeleton',
      author: AUTHOR,
      files,
    });

  const commits = () =>
    t.calls().filter(call => call.operation === 'CreateCommit');

  const noBranch = () => {
    throw new StubError('BranchDoesNotExistException', 'no branch');
  };

  it('writes the first commit with modes and bytes', async () => {
    t.answers.GetBranch = noBranch;
    t.answers.CreateCommit = () => ({ commitId: 'c1' });
    const binary = Buffer.from([0, 255, 128]);
    await expect(
      commit([
        file('run.sh', 'echo', true),
        { path: 'a/b.bin', content: binary, executable: false },
      ]),
    ).resolves.toBe('c1');
    expect(commits().map(({ input }) => input)).toEqual([
      {
        repositoryName: 'churn-build',
        branchName: 'main',
        authorName: 'Ada',
        email: 'ada@example.com',
        commitMessage: 'Add skeleton',
        putFiles: [
          {
            filePath: 'run.sh',
            fileMode: 'EXECUTABLE',
            fileContent: Buffer.from('echo').toString('base64'),
          },
          {
            filePath: 'a/b.bin',
            fileMode: 'NORMAL',
            fileContent: binary.toString('base64'),
          },
        ],
      },
    ]);
  });

  it('chains as many commits as it takes', async () => {
    t.answers.GetBranch = noBranch;
    let count = 0;
    t.answers.CreateCommit = () => ({ commitId: `c${++count}` });
    const files = Array.from({ length: 150 }, (_, i) => file(`f${i}`));
    await expect(commit(files)).resolves.toBe('c2');
    expect(
      commits().map(({ input }) => [input.commitMessage, input.parentCommitId]),
    ).toEqual([
      ['Add skeleton (1/2)', undefined],
      ['Add skeleton (2/2)', 'c1'],
    ]);
  });

  describe('on a branch with files', () => {
    const present = (...files: RepositoryFile[]) =>
      files.map(({ path, content, executable }) => ({
        absolutePath: path,
        blobId: blobId(content),
        fileMode: executable ? 'EXECUTABLE' : 'NORMAL',
      }));

    beforeEach(() => {
      t.answers.GetBranch = () => ({ branch: { commitId: 'c0' } });
      t.answers.GetFolder = ({ input }: StubCall) => {
        if (input.folderPath === '/') {
          return {
            commitId: 'c0',
            folderPath: '',
            files: present(file('same'), file('old', 'before'), file('mode')),
          };
        }
        throw new StubError('FolderDoesNotExistException', 'no folder');
      };
      t.answers.CreateCommit = () => ({ commitId: 'c1' });
    });

    it('writes only what differs in content or mode, or is new', async () => {
      await commit([
        file('same'),
        file('old', 'after'),
        file('mode', 'mode', true),
        file('new/file'),
      ]);
      expect(commits()).toMatchObject([
        {
          input: {
            parentCommitId: 'c0',
            putFiles: [
              { filePath: 'old' },
              { filePath: 'mode' },
              { filePath: 'new/file' },
            ],
          },
        },
      ]);
    });

    it('answers the head when nothing differs', async () => {
      await expect(commit([file('same')])).resolves.toBe('c0');
      expect(commits()).toEqual([]);
    });

    it('is a conflict when somebody has pushed meanwhile', async () => {
      t.answers.CreateCommit = () => {
        throw new StubError('ParentCommitIdOutdatedException', 'outdated');
      };
      await expect(commit([file('new')])).rejects.toMatchObject({
        name: 'ConflictError',
      });
    });
  });

  it('refuses to begin a branch with no file', async () => {
    t.answers.GetBranch = noBranch;
    await expect(commit([])).rejects.toMatchObject({ name: 'InputError' });
  });

  it('tells a missing repository from a missing branch', async () => {
    t.answers.GetBranch = noBranch;
    await expect(
      t.aws.repositories.head(TOOLING, 'churn-build', 'main'),
    ).resolves.toBeUndefined();
    t.answers.GetBranch = () => {
      throw new StubError('RepositoryDoesNotExistException', 'no repository');
    };
    await expect(
      t.aws.repositories.head(TOOLING, 'churn-build', 'main'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
