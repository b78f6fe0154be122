import { ActionTask } from '../__testUtils__/actionTask';
import {
  BRANCH,
  INPUT,
  USE_CASE,
  useCaseWorld,
} from '../__testUtils__/branchWorld';
import { createBranchAction } from './createBranch';

const CHECKPOINT = `branch.create.${USE_CASE.buildRepository}.${BRANCH.branch}`;

function setup() {
  const { aws, deps } = useCaseWorld();
  const repository = aws.repositoriesByName.get(USE_CASE.buildRepository)!;
  return { aws, repository, action: createBranchAction(deps) };
}

describe('codecommit:branch:create', () => {
  it.each<[string, object, string[], string]>([
    ['develop', {}, [], 'commit-develop'],
    ['the default branch without develop', {}, ['develop'], 'commit-main'],
    ['the branch that is named', { from: 'main' }, [], 'commit-main'],
  ])('begins from %s', async (_, input, missing, commit) => {
    const { repository, action } = setup();
    missing.forEach(branch => repository.branches.delete(branch));
    const task = new ActionTask('task-1');

    await task.run(action, { ...INPUT, ...input });

    expect(repository.branches.get(BRANCH.branch)).toBe(commit);
    expect(task.output).toEqual({
      commitHash: commit,
      remoteUrl:
        'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/churn-build',
      repoContentsUrl:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/churn-build/browse/refs/heads/feature/new-features/--/',
    });
  });

  it('takes a branch that exists as it is', async () => {
    const { aws, repository, action } = setup();
    repository.branches.set(BRANCH.branch, 'commit-own');
    const task = new ActionTask('task-1');
    await task.run(action, INPUT);
    expect(task.output.commitHash).toBe('commit-own');
    expect(aws.count('repositories.createBranch')).toBe(0);
  });

  it('touches nothing in a dry run', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { isDryRun: true });
    await task.run(action, INPUT);
    expect(aws.calls).toEqual([]);
    expect(task.log).toEqual([
      expect.stringContaining("would create the branch 'feature/new-features'"),
    ]);
  });

  it('makes one branch although it crashed', async () => {
    const { aws, action } = setup();
    const task = new ActionTask('task-1', { crashAt: CHECKPOINT });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');
    await task.run(action, INPUT);
    expect(aws.count('repositories.createBranch')).toBe(1);
    expect(task.output.commitHash).toBe('commit-develop');
  });

  it.each<[string, (world: ReturnType<typeof setup>) => void, object, RegExp]>([
    [
      'a use case without a repository',
      ({ aws }) => aws.repositoriesByName.clear(),
      {},
      /'churn' has no CodeCommit repository 'churn-build'.*create the branch where its code is/,
    ],
    [
      'a repository of something else',
      ({ repository }) => {
        repository.tags = {};
      },
      {},
      /'churn-build' in account .* is not tagged sagemaker:project-name=churn/,
    ],
    [
      'a beginning that is not there',
      () => {},
      { from: 'release' },
      /'churn-build' .* has no branch 'release' to begin/,
    ],
    [
      'a branch that is no feature branch',
      () => {},
      { branch: 'hotfix/x' },
      /'hotfix\/x' cannot be a feature branch/,
    ],
    [
      'what AWS refuses',
      ({ aws }) =>
        aws.nextError.set(
          'repositories.createBranch',
          new Error('ThrottlingException'),
        ),
      {},
      /refused to create the branch 'feature\/new-features'.*ThrottlingException/,
    ],
  ])('names %s', async (_, change, input, message) => {
    const world = setup();
    change(world);
    await expect(
      new ActionTask('task-1').run(world.action, { ...INPUT, ...input }),
    ).rejects.toThrow(message);
    expect(world.repository.branches.has(BRANCH.branch)).toBe(false);
  });

  it('creates nothing once the task is cancelled', async () => {
    const { repository, action } = setup();
    const task = new ActionTask('task-1', { signal: AbortSignal.abort() });
    await expect(task.run(action, INPUT)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(repository.branches.has(BRANCH.branch)).toBe(false);
  });
});
