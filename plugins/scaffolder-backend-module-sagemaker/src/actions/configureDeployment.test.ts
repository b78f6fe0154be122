import { promises as fs } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionTask } from '../__testUtils__/actionTask';
import {
  CONFIG,
  deploymentWorld,
  PATH,
} from '../__testUtils__/deploymentWorld';
import { configureDeploymentAction } from './configureDeployment';

type World = Awaited<ReturnType<typeof deploymentWorld>>;
type Host = keyof World['roots'];

const CHECKPOINT = 'deployment.configure.component:default/codecommit.prod';
const CHANGED = CONFIG.replace('"2"', '"4"');

describe('sagemaker:deployment:configure', () => {
  const workspace = createMockDirectory();
  let world: World;

  beforeEach(async () => {
    workspace.clear();
    world = await deploymentWorld();
  });

  const newTask = (options = {}) =>
    new ActionTask('task-1', { workspacePath: workspace.path, ...options });
  const input = async (host: Host = 'codecommit', more = {}) => ({
    repository: `component:default/${host}`,
    stage: 'prod',
    etag: await world.etagOf(host),
    parameters: { InstanceCount: '4' },
    ...more,
  });
  const action = () => configureDeploymentAction(world.deps);
  const written = () => fs.readFile(workspace.resolve(PATH), 'utf8');

  it.each<[Host, object]>([
    [
      'codecommit',
      {
        git: 'codecommit',
        accountSet: 'resource:default/credit-risk',
        commitHash: 'commit-main',
      },
    ],
    [
      'github',
      { git: 'github', repoUrl: 'github.com?owner=acme&repo=churn-deploy' },
    ],
    [
      'gitlab',
      {
        git: 'gitlab',
        repoUrl: 'gitlab.com?owner=acme%2Frisk&repo=churn-deploy',
      },
    ],
  ])(
    'changes the file, and tells where it goes in %s',
    async (host, output) => {
      const task = newTask();
      await task.run(action(), await input(host));
      expect(await written()).toBe(CHANGED);
      expect(task.output).toEqual({
        repository: 'churn-deploy',
        branch: 'main',
        path: PATH,
        fileUrl: `${world.roots[host]}${PATH}`,
        changes: [{ parameter: 'InstanceCount', before: '2', after: '4' }],
        table:
          '| Parameter | Before | After |\n| --- | --- | --- |\n| `InstanceCount` | `2` | `4` |',
        ...output,
      });
      expect(task.log).toEqual(["prod: InstanceCount from '2' to '4'"]);
    },
  );

  it('does the same in a dry run, and stores nothing', async () => {
    const task = newTask({ isDryRun: true });
    await task.run(action(), await input());
    expect(await written()).toBe(CHANGED);
    expect(task.stored).toEqual({});
  });

  it('writes the same when it is resumed, although the change is in the repository by now', async () => {
    const given = await input();
    const task = newTask({ crashAt: CHECKPOINT });
    await expect(task.run(action(), given)).rejects.toThrow('crashed');
    await task.run(action(), given);
    world.texts.set(`${world.roots.codecommit}${PATH}`, CHANGED);
    workspace.clear();
    await task.run(action(), given);
    expect(await written()).toBe(CHANGED);
  });

  it.each<[string, (w: World) => void, Host, object, string, RegExp]>([
    [
      'a file that has changed since the form showed it',
      w =>
        w.texts.set(`${w.roots.github}${PATH}`, CONFIG.replace('"2"', '"3"')),
      'github',
      {},
      'ConflictError',
      /prod\/inference_config.json has changed since.*Nothing has been written/,
    ],
    [
      'values out of rule, all at once',
      () => {},
      'github',
      { parameters: { InstanceCount: '0', EndpointName: 'x', Other: 'y' } },
      'InputError',
      /'0' must be at least 1\n.*EndpointName: cannot be changed here: .*\n.*Other: .* has none of that name/,
    ],
    [
      'a value that it has already',
      () => {},
      'github',
      { parameters: { InstanceCount: '2' } },
      'InputError',
      /it is '2' already/,
    ],
    [
      'a CodeCommit repository that is not the one that was read',
      w =>
        w.repository.files.set(PATH, {
          path: PATH,
          content: Buffer.from('{}'),
          executable: false,
        }),
      'codecommit',
      {},
      'ConflictError',
      /account 100000000002 is not what the portal has read/,
    ],
    [
      'a CodeCommit repository of no use case',
      w => {
        w.repository.tags = {};
      },
      'codecommit',
      {},
      'NotFoundError',
      /has no tag sagemaker:project-name/,
    ],
    [
      'a CodeCommit repository that is not there',
      w => w.aws.repositoriesByName.clear(),
      'codecommit',
      {},
      'NotFoundError',
      /no CodeCommit repository 'churn-deploy' in account 100000000002/,
    ],
    [
      'a host that can only be read',
      () => {},
      'other',
      {},
      'InputError',
      /can only be read: the portal changes repositories in CodeCommit, GitHub and GitLab/,
    ],
    [
      'a stage that is not there',
      () => {},
      'github',
      { stage: 'canary' },
      'NotFoundError',
      /no configuration at .*canary/,
    ],
    [
      'a repository that is not in the catalog',
      () => {},
      'github',
      { repository: 'component:default/none' },
      'InputError',
      /component:default\/none is not in the catalog/,
    ],
    [
      'what AWS refuses',
      w =>
        w.aws.nextError.set(
          'repositories.head',
          new Error('ThrottlingException'),
        ),
      'codecommit',
      {},
      'Error',
      /ThrottlingException/,
    ],
  ])('refuses %s', async (_, change, host, more, name, message) => {
    const given = await input(host, more);
    change(world);
    const task = newTask();
    const running = task.run(action(), given);
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toMatchObject({ name });
    expect(workspace.content()).toEqual({});
    expect(task.stored).toEqual({});
  });

  it('stops when the task is cancelled', async () => {
    const task = newTask({ signal: AbortSignal.abort() });
    await expect(task.run(action(), await input())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(workspace.content()).toEqual({});
  });
});
