import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionTask } from '../__testUtils__/actionTask';
import {
  CONFIG,
  deploymentWorld,
  PATH,
  REPOSITORY,
} from '../__testUtils__/deploymentWorld';
import { createCommitAction } from './createCommit';
import { createPullRequestAction } from './createPullRequest';

type World = Awaited<ReturnType<typeof deploymentWorld>>;

const CHANGED = CONFIG.replace('"2"', '"4"');
const ACCOUNT_SET = 'resource:default/credit-risk';
const PROPOSAL = {
  accountSet: ACCOUNT_SET,
  repository: REPOSITORY,
  branch: 'more-instances',
  title: 'More instances',
  description: 'The alarm rings',
};
const COMMIT = {
  accountSet: ACCOUNT_SET,
  repository: REPOSITORY,
  branch: 'main',
  commitHash: 'commit-main',
  message: 'More instances',
};
const key = (step: string) =>
  `pullRequest.${step}.${REPOSITORY}.${PROPOSAL.branch}`;

const workspace = createMockDirectory();
let world: World;

beforeEach(async () => {
  workspace.setContent({ [PATH]: CHANGED });
  world = await deploymentWorld();
});

const newTask = (options = {}, id = 'task-1') =>
  new ActionTask(id, { workspacePath: workspace.path, ...options });

/** What there is of the change. */
const made = () => ({
  branches: [...world.repository.branches.keys()],
  messages: world.repository.messages,
  pullRequests: world.repository.pullRequests ?? [],
});
const NOTHING = { branches: ['main'], messages: [], pullRequests: [] };
const ONE = {
  branches: ['main', 'more-instances'],
  messages: ['More instances\n\nBackstage-Task: task-1'],
  pullRequests: [
    {
      title: 'More instances',
      description: 'The alarm rings',
      branch: 'more-instances',
      targetBranch: 'main',
      token: expect.stringMatching(/^[\da-f]{64}$/),
    },
  ],
};

describe('codecommit:pullRequest:create', () => {
  const run = (task: ActionTask, more = {}) =>
    task.run(createPullRequestAction(world.deps), { ...PROPOSAL, ...more });

  it('makes branch, commit and pull request', async () => {
    const task = newTask();
    await run(task);
    expect(made()).toEqual(ONE);
    expect(task.output).toEqual({
      remoteUrl: `https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/${REPOSITORY}/pull-requests/1/details?region=eu-west-1`,
      pullRequestId: '1',
      branch: 'more-instances',
      targetBranch: 'main',
      commitHash: world.repository.branches.get('more-instances'),
    });
  });

  it('touches nothing in a dry run', async () => {
    const task = newTask({ isDryRun: true });
    await run(task);
    expect(world.aws.calls).toEqual([]);
    expect(task.output).toEqual({ branch: 'more-instances' });
    expect(task.log).toEqual([
      expect.stringContaining('would open a pull request'),
    ]);
  });

  it.each(['base', 'branch', 'commit', 'create'])(
    'makes one of everything although it was killed before the checkpoint of %s was stored',
    async step => {
      const killed = newTask({ crashAt: key(step) });
      await expect(run(killed)).rejects.toThrow('crashed');
      const resumed = newTask();
      resumed.takeOver(killed);
      await run(resumed);
      expect(made()).toEqual(ONE);
      await run(resumed);
      expect(made()).toEqual(ONE);
    },
  );

  it.each([
    ['createBranch', /refused to create the branch 'more-instances'/],
    ['commit', /refused to commit to the branch 'more-instances'/],
    ['createPullRequest', /refused to open a pull request/],
  ])(
    'names what AWS refuses in %s, and goes on when it is retried',
    async (call, message) => {
      world.aws.nextError.set(
        `repositories.${call}`,
        new Error('ThrottlingException'),
      );
      const task = newTask();
      const running = run(task);
      await expect(running).rejects.toThrow(message);
      await expect(running).rejects.toThrow(/ThrottlingException/);
      await run(task);
      expect(made()).toEqual(ONE);
    },
  );

  it('begins from the commit that the change was made for', async () => {
    world.repository.branches.set('main', 'commit-later');
    const task = newTask();
    await run(task, { commitHash: 'commit-main' });
    expect(made()).toEqual(ONE);
    expect(world.aws.count('repositories.head')).toBe(2);
  });

  it.each<[string, () => void, object, RegExp]>([
    [
      'a branch of somebody else',
      () => {
        world.repository.branches.set('more-instances', 'commit-own');
      },
      {},
      /exists in the repository .* and was not created by this task.*has not been touched/,
    ],
    [
      'a branch that it is for',
      () => {},
      { branch: 'main' },
      /needs a branch of its own/,
    ],
    [
      'a target that is not there',
      () => {},
      { targetBranch: 'release' },
      /has no branch 'release'/,
    ],
    [
      'a repository of no use case',
      () => {
        world.repository.tags = {};
      },
      {},
      /has no tag sagemaker:project-name/,
    ],
    [
      'a workspace without files',
      () => workspace.clear(),
      {},
      /no files to publish/,
    ],
  ])('refuses %s', async (_, change, more, message) => {
    change();
    const before = made().branches;
    await expect(run(newTask(), more)).rejects.toThrow(message);
    expect(made()).toEqual({ ...NOTHING, branches: before });
  });

  it('does not open one for what is there already', async () => {
    workspace.setContent({ [PATH]: CONFIG });
    await expect(run(newTask())).rejects.toThrow(
      /nothing to propose.*holds nothing and can be deleted/,
    );
    expect(made().pullRequests).toEqual([]);
  });

  it('makes nothing once the task is cancelled', async () => {
    const task = newTask({ signal: AbortSignal.abort() });
    await expect(run(task)).rejects.toMatchObject({ name: 'AbortError' });
    expect(made()).toEqual(NOTHING);
  });
});

describe('codecommit:commit:create', () => {
  const run = (task: ActionTask) =>
    task.run(createCommitAction(world.deps), COMMIT);
  const now = () => world.repository.files.get(PATH)!.content.toString();

  it('commits to the branch', async () => {
    const task = newTask();
    await run(task);
    expect(now()).toBe(CHANGED);
    const commitHash = world.repository.branches.get('main');
    expect(task.output).toEqual({
      commitHash,
      remoteUrl: `https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/${REPOSITORY}/commit/${commitHash}?region=eu-west-1`,
    });
  });

  it('touches nothing in a dry run', async () => {
    await run(newTask({ isDryRun: true }));
    expect(world.aws.calls).toEqual([]);
  });

  it('commits once although it was killed', async () => {
    const killed = newTask({ crashAt: `commit.create.${REPOSITORY}.main` });
    await expect(run(killed)).rejects.toThrow('crashed');
    const resumed = newTask();
    resumed.takeOver(killed);
    await run(resumed);
    expect(world.repository.messages).toEqual(['More instances']);
  });

  it('refuses a branch that has moved on', async () => {
    world.repository.branches.set('main', 'commit-later');
    await expect(run(newTask())).rejects.toThrow(/refused to commit.*main/);
    expect(now()).toBe(CONFIG);
  });

  it('commits nothing once the task is cancelled', async () => {
    const task = newTask({ signal: AbortSignal.abort() });
    await expect(run(task)).rejects.toMatchObject({ name: 'AbortError' });
    expect(now()).toBe(CONFIG);
  });
});
