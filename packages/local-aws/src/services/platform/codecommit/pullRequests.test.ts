import {
  CreateBranchCommand,
  CreatePullRequestCommand,
  CreatePullRequestCommandInput,
  GetPullRequestCommand,
  ListPullRequestsCommand,
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

/** A repository with a branch `change` that is one commit ahead of main. */
async function repositoryWithChange() {
  const repositoryName = await makeRepository(client());
  const { commitId: base } = await commit(client(), repositoryName, {
    putFiles: [{ filePath: 'a', fileContent: text('a') }],
  });
  const branchName = 'change';
  await client().send(
    new CreateBranchCommand({ repositoryName, branchName, commitId: base }),
  );
  const { commitId: head } = await commit(client(), repositoryName, {
    branchName,
    parentCommitId: base,
    putFiles: [{ filePath: 'a', fileContent: text('b') }],
  });
  return { repositoryName, base, head };
}

const create = (
  repositoryName: string,
  change: Partial<CreatePullRequestCommandInput> = {},
) =>
  client().send(
    new CreatePullRequestCommand({
      title: 'Change a',
      description: 'Because',
      clientRequestToken: `token-${repositoryName}`,
      targets: [{ repositoryName, sourceReference: 'change' }],
      ...change,
    }),
  );

describe('CodeCommit pull requests', () => {
  it('opens one, and answers the same to the same token', async () => {
    const { repositoryName, base, head } = await repositoryWithChange();
    const { pullRequest } = await create(repositoryName);
    expect(pullRequest).toMatchObject({
      pullRequestId: expect.stringMatching(/^\d+$/),
      title: 'Change a',
      description: 'Because',
      pullRequestStatus: 'OPEN',
      creationDate: expect.any(Date),
      pullRequestTargets: [
        {
          repositoryName,
          sourceReference: 'refs/heads/change',
          destinationReference: 'refs/heads/main',
          sourceCommit: head,
          destinationCommit: base,
          mergeBase: base,
          mergeMetadata: { isMerged: false },
        },
      ],
    });
    const again = await create(repositoryName);
    expect(again.pullRequest).toEqual(pullRequest);
    const { pullRequestId } = pullRequest!;
    const read = await client().send(
      new GetPullRequestCommand({ pullRequestId }),
    );
    expect(read.pullRequest).toEqual(pullRequest);
    const other = await create(repositoryName, { clientRequestToken: 'new' });
    const list = await client().send(
      new ListPullRequestsCommand({ repositoryName }),
    );
    expect(list.pullRequestIds).toEqual([
      other.pullRequest!.pullRequestId,
      pullRequestId,
    ]);
    const closed = await client().send(
      new ListPullRequestsCommand({
        repositoryName,
        pullRequestStatus: 'CLOSED',
      }),
    );
    expect(closed.pullRequestIds).toEqual([]);
  });

  it.each<
    [string, string, (name: string) => Partial<CreatePullRequestCommandInput>]
  >([
    [
      'ReferenceDoesNotExistException',
      'a branch that is not there',
      repositoryName => ({
        targets: [{ repositoryName, sourceReference: 'none' }],
      }),
    ],
    [
      'RepositoryDoesNotExistException',
      'a repository that is not there',
      () => ({
        targets: [{ repositoryName: 'none', sourceReference: 'change' }],
      }),
    ],
    [
      'SourceAndDestinationAreSameException',
      'a branch into itself',
      repositoryName => ({
        targets: [{ repositoryName, sourceReference: 'main' }],
      }),
    ],
    ['TargetsRequiredException', 'no target', () => ({ targets: [] })],
    ['TitleRequiredException', 'no title', () => ({ title: '' })],
    [
      'InvalidTitleException',
      'a long title',
      () => ({ title: 'x'.repeat(151) }),
    ],
    [
      'InvalidDescriptionException',
      'a long description',
      () => ({ description: 'x'.repeat(10_241) }),
    ],
  ])('answers %s to %s', async (name, _, change) => {
    const { repositoryName } = await repositoryWithChange();
    await expect(
      create(repositoryName, change(repositoryName)),
    ).rejects.toMatchObject({ name });
  });

  it('answers IdempotencyParameterMismatchException to another request with the token', async () => {
    const { repositoryName } = await repositoryWithChange();
    await create(repositoryName);
    await expect(
      create(repositoryName, { title: 'Another' }),
    ).rejects.toMatchObject({ name: 'IdempotencyParameterMismatchException' });
  });

  it.each([
    ['InvalidPullRequestIdException', 'x'],
    ['PullRequestDoesNotExistException', '999'],
  ])('answers %s to the id %s', async (name, pullRequestId) => {
    await expect(
      client().send(new GetPullRequestCommand({ pullRequestId })),
    ).rejects.toMatchObject({ name });
  });
});
