import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import fs from 'fs-extra';
import yaml from 'yaml';
import { ActionTask } from '../__testUtils__/actionTask';
import { deploymentTree } from '../__testUtils__/trees';
import { validateRepositoryAction } from './validateRepository';
import { examples } from './validateRepository.examples';

const OURS = {
  name: 'ours',
  everywhere: [{ path: 'ci/**' }],
  build: [{ path: 'train.py', required: true, purpose: 'the training' }],
  deployment: [],
};

describe('sagemaker:repository:validate', () => {
  const workspace = createMockDirectory();

  function fill(paths: string[]) {
    workspace.setContent(
      Object.fromEntries(paths.map(path => [`repository/${path}`, path])),
    );
  }

  async function run(
    input: object,
    options: { standard?: object; isDryRun?: boolean } = {},
  ) {
    const repositoryStandard =
      options.standard && 'https://git.example.com/standard.yaml';
    const action = validateRepositoryAction({
      config: mockServices.rootConfig({
        data: { sagemaker: { repositoryStandard } },
      }),
      urlReader: mockServices.urlReader.mock({
        readUrl: async () => ({
          buffer: async () => Buffer.from(yaml.stringify(options.standard)),
        }),
      }),
    });
    const task = new ActionTask('task-1', {
      workspacePath: workspace.path,
      isDryRun: options.isDryRun,
    });
    await task
      .run(action, { kind: 'deployment', sourcePath: 'repository', ...input })
      .catch(error => task.log.push(`${error.name}: ${error.message}`));
    return task;
  }

  it.each([{ isDryRun: false }, { isDryRun: true }])(
    'passes a repository that conforms (%j)',
    async options => {
      fill(deploymentTree());
      const { log, output } = await run({}, options);
      expect(log).toEqual([
        expect.stringMatching(
          /^\d+ files conform to the standard 'MLOps foundation' of deployment repositories$/,
        ),
      ]);
      expect(output.violations).toEqual([]);
    },
  );

  it('fails with every difference', async () => {
    fill([
      ...deploymentTree().filter(path => !path.startsWith('tests/stress_test')),
      'src/run.py',
    ]);
    const { log, output } = await run({});
    expect(log).toEqual([
      expect.stringMatching(
        /^InputError: 2 differences from the standard 'MLOps foundation' of deployment repositories:\n'src\/' has no place .*\n'tests\/stress_test\/test_<description>.py' is missing: /,
      ),
    ]);
    expect(output.violations).toEqual([
      expect.objectContaining({ kind: 'unexpected', path: 'src/' }),
      expect.objectContaining({
        kind: 'missing',
        path: 'tests/stress_test/test_<description>.py',
      }),
    ]);
  });

  it('only warns where that is asked for', async () => {
    fill(deploymentTree().filter(path => path !== 'README.md'));
    const { log, output } = await run({ warnOnly: true });
    expect(log).toEqual([
      "1 difference from the standard 'MLOps foundation' of deployment repositories",
      expect.stringContaining("'README.md' is missing"),
    ]);
    expect(output.violations).toHaveLength(1);
  });

  it('follows the standard that the portal is configured with, and leaves it', async () => {
    fill(['train.py']);
    const { log } = await run(
      { kind: 'build', standardPath: 'ci/repository-standard.json' },
      { standard: OURS },
    );
    expect(log).toEqual([
      "2 files conform to the standard 'ours' of build repositories",
    ]);
    expect(
      await fs.readJson(
        workspace.resolve('repository/ci/repository-standard.json'),
      ),
    ).toEqual(OURS);
  });

  it('counts the standard that it leaves among the files', async () => {
    fill(deploymentTree());
    const { log } = await run({ standardPath: 'standard.json' });
    expect(log[0]).toContain("'standard.json' has no place in the standard");
  });

  it.each([
    ['a folder outside of the workspace', { sourcePath: '../other' }],
    ['a standard outside of the repository', { standardPath: '../../x.json' }],
    ['a folder that is not there', { sourcePath: 'nowhere' }],
  ])('refuses %s', async (_, input) => {
    fill(deploymentTree());
    const { log, output } = await run(input);
    expect(log[0]).toMatch(/outside its parent|cannot be read/);
    expect(output.violations).toBeUndefined();
  });

  it('has examples of which each is a step of it', () => {
    for (const { example } of examples) {
      expect(yaml.parse(example).steps).toEqual([
        expect.objectContaining({ action: 'sagemaker:repository:validate' }),
      ]);
    }
  });
});
