import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  TAG_OWNER,
  TAG_PROJECT_NAME,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import fs from 'fs-extra';
import { ActionTask, depsWith } from '../__testUtils__/actionTask';
import { FakeAws } from '../__testUtils__/fakeAws';
import { REGION, TOOLING } from '../__testUtils__/entities';
import { publishRepositoryAction } from './publishRepository';

const INPUT = {
  accountSet: 'resource:default/credit-risk',
  name: 'churn-build',
  sourcePath: './build',
  useCase: 'churn',
};
const OURS = {
  [TAG_OWNER]: 'group:default/credit-risk',
  [TAG_TASK]: 'task-1',
  [TAG_PROJECT_NAME]: 'churn',
};
const BINARY = Buffer.from([0, 255, 254, 10, 13, 0]);

describe('codecommit:repository:publish', () => {
  const workspace = createMockDirectory();

  beforeEach(async () => {
    workspace.setContent({
      build: {
        'README.md': '# churn',
        'model.bin': BINARY,
        'run.sh': '#!/bin/sh\n',
        '.gitignore': 'run/\n',
        algorithms: { 'a.py': 'print(1)\n', '.git': { HEAD: 'ref' } },
        '.git': { config: '[core]' },
      },
    });
    await fs.chmod(workspace.resolve('build/run.sh'), 0o755);
  });

  function setup() {
    const aws = new FakeAws();
    const { deps } = depsWith(aws);
    const newTask = (id: string, options = {}) =>
      new ActionTask(id, { workspacePath: workspace.path, ...options });
    return { aws, newTask, action: publishRepositoryAction(deps) };
  }

  function existing(aws: FakeAws, tags: Record<string, string>) {
    aws.repositoriesByName.set('churn-build', {
      target: { accountId: TOOLING, region: REGION },
      tags,
      branches: new Map(),
      files: new Map(),
      messages: [],
    });
  }

  it('publishes binary and executable files to main and develop, without .git', async () => {
    const { aws, newTask, action } = setup();
    const task = newTask('task-1');

    await task.run(action, INPUT);

    const repository = aws.repositoriesByName.get('churn-build')!;
    expect([...repository.files.keys()]).toEqual([
      '.gitignore',
      'README.md',
      'algorithms/a.py',
      'model.bin',
      'run.sh',
    ]);
    expect(BINARY.equals(repository.files.get('model.bin')!.content)).toBe(
      true,
    );
    expect(
      [...repository.files.values()].flatMap(file =>
        file.executable ? file.path : [],
      ),
    ).toEqual(['run.sh']);
    expect(repository).toMatchObject({ tags: OURS, defaultBranch: 'main' });
    expect([...repository.branches.keys()]).toEqual(['main', 'develop']);
    expect(task.output).toEqual({
      remoteUrl:
        'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/churn-build',
      repoContentsUrl:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/churn-build/browse/refs/heads/main/--/',
      commitHash: repository.branches.get('main'),
    });
  });

  it('publishes to the branches it is told to', async () => {
    const { aws, newTask, action } = setup();
    await newTask('task-1').run(action, {
      ...INPUT,
      defaultBranch: 'trunk',
      branches: [],
      commitMessage: 'Generate',
    });
    const repository = aws.repositoriesByName.get('churn-build')!;
    expect([...repository.branches.keys()]).toEqual(['trunk']);
    expect(repository.messages).toEqual(['Generate']);
  });

  it('answers the same links in a dry run without touching AWS', async () => {
    const { aws, newTask, action } = setup();
    const dry = newTask('task-1', { isDryRun: true });
    await dry.run(action, INPUT);
    expect(aws.calls).toEqual([]);
    expect(dry.log.join('\n')).toContain('would publish 5 files');

    const real = newTask('task-2');
    await real.run(action, INPUT);
    const { commitHash, ...links } = real.output;
    expect(dry.output).toEqual(links);
  });

  it.each([
    'repository.create.churn-build',
    'repository.commit.churn-build',
    'repository.branch.churn-build.develop',
  ])('continues after a crash at %s with one of everything', async crashAt => {
    const { aws, newTask, action } = setup();
    const task = newTask('task-1', { crashAt });
    await expect(task.run(action, INPUT)).rejects.toThrow('crashed');

    await task.run(action, INPUT);

    const repository = aws.repositoriesByName.get('churn-build')!;
    expect(aws.count('repositories.create')).toBe(1);
    expect(repository.messages).toHaveLength(1);
    expect([...repository.branches.keys()]).toEqual(['main', 'develop']);
    expect(task.output.commitHash).toBe(repository.branches.get('main'));
  });

  it('leaves alone what was pushed after its commit', async () => {
    const { aws, newTask, action } = setup();
    const task = newTask('task-1');
    await task.run(action, INPUT);
    const repository = aws.repositoriesByName.get('churn-build')!;
    repository.files.set('README.md', {
      path: 'README.md',
      content: Buffer.from('mine'),
      executable: false,
    });
    repository.branches.set('main', 'pushed');

    await task.run(action, INPUT);

    expect(repository.branches.get('main')).toBe('pushed');
    expect(repository.messages).toHaveLength(1);
  });

  it('publishes anew when the repository was deleted in between', async () => {
    const { aws, newTask, action } = setup();
    const task = newTask('task-1');
    await task.run(action, INPUT);
    aws.repositoriesByName.clear();

    await task.run(action, INPUT);

    const repository = aws.repositoriesByName.get('churn-build')!;
    expect(repository.files.size).toBe(5);
    expect([...repository.branches.keys()]).toEqual(['main', 'develop']);
  });

  it('takes up what an earlier task left behind', async () => {
    const { aws, newTask, action } = setup();
    existing(aws, { ...OURS, [TAG_TASK]: 'task-0' });

    await newTask('task-1').run(action, INPUT);

    expect(aws.count('repositories.create')).toBe(0);
    expect(aws.repositoriesByName.get('churn-build')!.files.size).toBe(5);
  });

  it.each([
    ['was made by hand', {}],
    [
      'has another owner',
      { ...OURS, [TAG_TASK]: 'x', [TAG_OWNER]: 'group:x/y' },
    ],
    [
      'belongs to no use case',
      { [TAG_OWNER]: OURS[TAG_OWNER], [TAG_TASK]: 'x' },
    ],
  ])('never touches a repository that %s', async (_, tags) => {
    const { aws, newTask, action } = setup();
    existing(aws, tags);

    await expect(newTask('task-1').run(action, INPUT)).rejects.toMatchObject({
      name: 'ConflictError',
    });

    expect(aws.calls).toEqual(['repositories.find']);
  });

  it('stops where it is when the task is cancelled', async () => {
    const { aws, newTask, action } = setup();
    const controller = new AbortController();
    const { create } = aws.repositories;
    aws.repositories.create = async (...args) => {
      const created = await create(...args);
      controller.abort();
      return created;
    };
    await expect(
      newTask('task-1', { signal: controller.signal }).run(action, INPUT),
    ).rejects.toThrow(/not complete.*AbortError/);
    expect(aws.repositoriesByName.get('churn-build')!.files.size).toBe(0);
  });

  it('says that the repository is there when a commit fails', async () => {
    const { aws, newTask, action } = setup();
    aws.nextError.set(
      'repositories.commit',
      new Error('EncryptionKeyDisabledException: key is disabled'),
    );
    await expect(newTask('task-1').run(action, INPUT)).rejects.toThrow(
      /repository 'churn-build' in account 100000000002.*not complete.*retry.*EncryptionKeyDisabledException/,
    );
  });

  it.each([
    ['a symbolic link', 'link', /'link' is a symbolic link/],
    ['a file above 6 MB', 'big.bin', /'big.bin' has 7340032 bytes/],
  ])('refuses %s before it touches AWS', async (_, name, message) => {
    const { aws, newTask, action } = setup();
    const path = workspace.resolve(`build/${name}`);
    await (name === 'link'
      ? fs.symlink('README.md', path)
      : fs.writeFile(path, Buffer.alloc(7 * 1024 * 1024)));

    await expect(newTask('task-1').run(action, INPUT)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(aws.calls).toEqual([]);
  });

  it.each([
    [
      'a name CodeCommit refuses',
      { name: 'a b' },
      /cannot be a repository name/,
    ],
    ['a name that ends with .git', { name: 'a.git' }, /not ending with .git/],
    ['a folder that is not there', { sourcePath: './no' }, /cannot be read/],
    ['a folder outside', { sourcePath: '../..' }, /outside/],
    ['a retired set', { accountSet: 'churn-pilot' }, /is decommissioned/],
  ])('refuses %s', async (_, input, message) => {
    const { aws, newTask, action } = setup();
    await expect(
      newTask('task-1').run(action, { ...INPUT, ...input }),
    ).rejects.toThrow(message);
    expect(aws.calls).toEqual([]);
  });

  it('does nothing for an empty folder', async () => {
    const { aws, newTask, action } = setup();
    workspace.setContent({ build: {} });
    await expect(newTask('task-1').run(action, INPUT)).rejects.toThrow(
      'no files to publish',
    );
    expect(aws.calls).toEqual([]);
  });
});
