import {
  BatchGetRepositoriesCommand,
  CreateBranchCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  DeleteRepositoryCommand,
  GetBranchCommand,
  GetMergeConflictsCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import { TOOLING, useLocalAws } from '../__testUtils__/localAws';
import {
  clientOf,
  commit,
  makeRepository,
  text,
} from './__testUtils__/repository';

const aws = useLocalAws();
const client = () => clientOf(aws());

describe('CodeCommit repositories', () => {
  it('creates, tags, lists and deletes', async () => {
    const { repositoryMetadata } = await client().send(
      new CreateRepositoryCommand({
        repositoryName: 'scoring-build',
        repositoryDescription: 'Builds the model',
        tags: { team: 'credit-risk' },
      }),
    );
    expect(repositoryMetadata).toMatchObject({
      repositoryName: 'scoring-build',
      accountId: TOOLING.accountId,
      Arn: 'arn:aws:codecommit:eu-west-1:100000000002:scoring-build',
      cloneUrlHttp: `${aws().url}/git/100000000002/eu-west-1/scoring-build`,
    });
    const resourceArn = repositoryMetadata!.Arn!;
    await client().send(
      new TagResourceCommand({ resourceArn, tags: { phase: 'reliable' } }),
    );
    const { tags } = await client().send(
      new ListTagsForResourceCommand({ resourceArn }),
    );
    expect(tags).toEqual({ team: 'credit-risk', phase: 'reliable' });
    const { repositories } = await client().send(
      new ListRepositoriesCommand({}),
    );
    expect(repositories).toMatchObject([{ repositoryName: 'scoring-build' }]);
    const batch = await client().send(
      new BatchGetRepositoriesCommand({
        repositoryNames: ['scoring-build', 'none'],
      }),
    );
    expect(batch).toMatchObject({
      repositories: [{ repositoryName: 'scoring-build' }],
      repositoriesNotFound: ['none'],
    });
    await expect(
      client().send(
        new CreateRepositoryCommand({ repositoryName: 'scoring-build' }),
      ),
    ).rejects.toMatchObject({ name: 'RepositoryNameExistsException' });
    await client().send(
      new DeleteRepositoryCommand({ repositoryName: 'scoring-build' }),
    );
    await expect(
      client().send(
        new GetRepositoryCommand({ repositoryName: 'scoring-build' }),
      ),
    ).rejects.toMatchObject({ name: 'RepositoryDoesNotExistException' });
  });

  it('refuses a bad name', async () => {
    await expect(
      client().send(new CreateRepositoryCommand({ repositoryName: 'a.git' })),
    ).rejects.toMatchObject({ name: 'InvalidRepositoryNameException' });
  });

  it('deletes a branch, but not the default one', async () => {
    const repositoryName = await makeRepository(client());
    const { commitId } = await commit(client(), repositoryName, {
      putFiles: [{ filePath: 'x', fileContent: text('x') }],
    });
    await client().send(
      new CreateBranchCommand({ repositoryName, branchName: 'a', commitId }),
    );
    const remove = async (branchName: string) =>
      (
        await client().send(
          new DeleteBranchCommand({ repositoryName, branchName }),
        )
      ).deletedBranch;
    expect(await remove('a')).toEqual({ branchName: 'a', commitId });
    expect(await remove('a')).toBeUndefined();
    await expect(remove('main')).rejects.toMatchObject({
      name: 'DefaultBranchCannotBeDeletedException',
    });
  });

  it('tells where branches parted', async () => {
    const repositoryName = await makeRepository(client());
    const change = (
      branchName: string,
      path: string,
      parentCommitId?: string,
    ) =>
      commit(client(), repositoryName, {
        branchName,
        parentCommitId,
        putFiles: [{ filePath: path, fileContent: text(path) }],
      });
    const { commitId: base } = await change('main', 'x');
    await client().send(
      new CreateBranchCommand({
        repositoryName,
        branchName: 'a',
        commitId: base,
      }),
    );
    const { commitId: ahead } = await change('a', 'y', base);
    const conflicts = (source: string, destination: string) =>
      client().send(
        new GetMergeConflictsCommand({
          repositoryName,
          sourceCommitSpecifier: source,
          destinationCommitSpecifier: destination,
          mergeOption: 'FAST_FORWARD_MERGE',
        }),
      );
    expect(await conflicts('a', 'main')).toMatchObject({
      mergeable: true,
      sourceCommitId: ahead,
      baseCommitId: base,
    });
    expect(await conflicts('main', 'a')).toMatchObject({
      mergeable: false,
      sourceCommitId: base,
      baseCommitId: base,
    });
    await expect(conflicts('none', 'a')).rejects.toMatchObject({
      name: 'CommitDoesNotExistException',
    });
  });

  it('branches', async () => {
    const name = await makeRepository(client());
    const { commitId } = await commit(client(), name, {
      putFiles: [{ filePath: 'x', fileContent: text('x') }],
    });
    const branch = (branchName: string, id = commitId!) =>
      client().send(
        new CreateBranchCommand({
          repositoryName: name,
          branchName,
          commitId: id,
        }),
      );
    await branch('feature/one');
    const { branches } = await client().send(
      new ListBranchesCommand({ repositoryName: name }),
    );
    expect(branches).toEqual(['feature/one', 'main']);
    const { branch: found } = await client().send(
      new GetBranchCommand({
        repositoryName: name,
        branchName: 'feature/one',
      }),
    );
    expect(found).toEqual({ branchName: 'feature/one', commitId });
    await client().send(
      new UpdateDefaultBranchCommand({
        repositoryName: name,
        defaultBranchName: 'feature/one',
      }),
    );
    await expect(branch('main')).rejects.toMatchObject({
      name: 'BranchNameExistsException',
    });
    await expect(branch('new', '1'.repeat(40))).rejects.toMatchObject({
      name: 'CommitDoesNotExistException',
    });
    await expect(branch('a..b')).rejects.toMatchObject({
      name: 'InvalidBranchNameException',
    });
    await expect(
      client().send(
        new GetBranchCommand({ repositoryName: name, branchName: 'none' }),
      ),
    ).rejects.toMatchObject({ name: 'BranchDoesNotExistException' });
  });
});
