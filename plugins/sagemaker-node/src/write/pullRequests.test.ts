import { StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const REQUEST = {
  title: 'More instances',
  description: 'The alarm rings',
  branch: 'more-instances',
  targetBranch: 'main',
  token: 'token-1',
};

describe('changes of a repository', () => {
  const t = stubbedAws();
  const repositories = () => t.aws.repositories;
  const calls = (operation: string) =>
    t
      .calls()
      .filter(call => call.operation === operation)
      .map(({ input }) => input);

  it('opens a pull request with the token', async () => {
    t.answers.CreatePullRequest = () => ({
      pullRequest: { pullRequestId: '7' },
    });
    await expect(
      repositories().createPullRequest(TOOLING, 'churn-deploy', REQUEST),
    ).resolves.toEqual({ id: '7' });
    expect(calls('CreatePullRequest')).toEqual([
      {
        title: 'More instances',
        description: 'The alarm rings',
        clientRequestToken: 'token-1',
        targets: [
          {
            repositoryName: 'churn-deploy',
            sourceReference: 'more-instances',
            destinationReference: 'main',
          },
        ],
      },
    ]);
  });

  it.each([
    ['IdempotencyParameterMismatchException', 'ConflictError', 'conflict'],
    [
      'MaximumOpenPullRequestsExceededException',
      'ServiceUnavailableError',
      'quota',
    ],
    ['ReferenceDoesNotExistException', 'NotFoundError', 'not_found'],
    ['InvalidTitleException', 'InputError', 'invalid'],
  ])('tells of %s as %s', async (code, name, kind) => {
    t.answers.CreatePullRequest = () => {
      throw new StubError(code, 'as AWS says');
    };
    await expect(
      repositories().createPullRequest(TOOLING, 'churn-deploy', REQUEST),
    ).rejects.toMatchObject({ name, kind, code });
  });

  it('reads a file of a commit', async () => {
    t.answers.GetFile = () => ({
      commitId: 'c1',
      blobId: 'b1',
      filePath: 'a',
      fileMode: 'NORMAL',
      fileSize: 1,
      fileContent: Buffer.from('x').toString('base64'),
    });
    const content = await repositories().readFile(
      TOOLING,
      'churn-deploy',
      'c1',
      'a',
    );
    expect(Buffer.from(content!).toString()).toBe('x');
    expect(calls('GetFile')).toEqual([
      {
        repositoryName: 'churn-deploy',
        commitSpecifier: 'c1',
        filePath: 'a',
      },
    ]);
  });

  it('answers nothing for a file that is not there', async () => {
    t.answers.GetFile = () => {
      throw new StubError('FileDoesNotExistException', 'no file');
    };
    await expect(
      repositories().readFile(TOOLING, 'churn-deploy', 'c1', 'a'),
    ).resolves.toBeUndefined();
  });

  it('does not take a missing commit for a missing file', async () => {
    t.answers.GetFile = () => {
      throw new StubError('CommitDoesNotExistException', 'no commit');
    };
    await expect(
      repositories().readFile(TOOLING, 'churn-deploy', 'c1', 'a'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('tells message and parents of a commit', async () => {
    t.answers.GetCommit = () => ({
      commit: { message: 'Change\n', parents: ['c0'] },
    });
    await expect(
      repositories().describeCommit(TOOLING, 'churn-deploy', 'c1'),
    ).resolves.toEqual({ message: 'Change\n', parents: ['c0'] });
  });

  describe('a commit to a branch that must be where it was', () => {
    const commitAt = (parentCommitId: string) =>
      repositories().commit(TOOLING, 'churn-deploy', {
        branch: 'main',
        message: 'Change',
        author: { name: 'Ada', email: 'ada@example.com' },
        files: [{ path: 'a', content: Buffer.from('x'), executable: false }],
        parentCommitId,
      });

    beforeEach(() => {
      t.answers.GetBranch = () => ({ branch: { commitId: 'c0' } });
      t.answers.GetFolder = () => ({ commitId: 'c0', files: [] });
      t.answers.CreateCommit = () => ({ commitId: 'c1' });
    });

    it('is made when it is', async () => {
      await expect(commitAt('c0')).resolves.toBe('c1');
    });

    it('is a conflict when it has moved on', async () => {
      await expect(commitAt('c-before')).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(calls('CreateCommit')).toEqual([]);
    });
  });
});
