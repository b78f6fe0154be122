import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CodeCommitClient,
  GetFileCommand,
  GetRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { clientConfig, TOOLING, useLocalAws } from '../__testUtils__/localAws';
import { commitFiles } from './commit';
import { GIT_ENVIRONMENT } from './git';
import { cloneUrl, createRepository, Repository } from './store';

const run = promisify(execFile);
const aws = useLocalAws();
const author = { name: 'Ada', email: 'ada@example.com' };

describe('git over HTTP', () => {
  let folder: string;

  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Eve', '-c', 'user.email=e@x.org', ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        GIT_TERMINAL_PROMPT: '0',
        ...GIT_ENVIRONMENT,
      },
    });
  const client = () => new CodeCommitClient(clientConfig(aws(), TOOLING));
  const urlOf = ({ name }: Repository) => cloneUrl(aws().world, TOOLING, name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'git-http-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('clones, pushes and fetches', async () => {
    const repository = await createRepository(
      aws().world,
      TOOLING,
      'scoring-build',
    );
    await commitFiles(aws().world, repository, {
      branch: 'main',
      message: 'Begin',
      author,
      files: [{ path: 'README.md', content: '# Scoring' }],
    });
    await git('clone', urlOf(repository), 'one');
    expect(await readFile(join(folder, 'one/README.md'), 'utf8')).toBe(
      '# Scoring',
    );
    await git('clone', urlOf(repository), 'two');

    // Larger than git sends with a known length.
    const large = randomBytes(2 * 1024 * 1024);
    await writeFile(join(folder, 'one/model.bin'), large);
    await git('-C', 'one', 'add', '.');
    await git('-C', 'one', 'commit', '--quiet', '-m', 'Add a model');
    await git('-C', 'one', 'push', '--quiet');

    const { fileContent } = await client().send(
      new GetFileCommand({
        repositoryName: repository.name,
        filePath: 'model.bin',
      }),
    );
    expect(large.equals(fileContent!)).toBe(true);
    await git('-C', 'two', 'pull', '--quiet');
    expect(large.equals(await readFile(join(folder, 'two/model.bin')))).toBe(
      true,
    );
  });

  it('makes the first branch that is pushed the default one', async () => {
    const repository = await createRepository(
      aws().world,
      TOOLING,
      'scoring-deploy',
    );
    await git('init', '--quiet', '--initial-branch', 'trunk', 'new');
    await git('-C', 'new', 'commit', '--quiet', '--allow-empty', '-m', 'x');
    await git('-C', 'new', 'push', '--quiet', urlOf(repository), 'trunk');
    const { repositoryMetadata } = await client().send(
      new GetRepositoryCommand({ repositoryName: repository.name }),
    );
    expect(repositoryMetadata?.defaultBranch).toBe('trunk');
  });

  it('accepts any credentials in the URL', async () => {
    const repository = await createRepository(aws().world, TOOLING, 'secret');
    const url = urlOf(repository).replace('://', '://user:password@');
    const { stderr } = await git('clone', url, 'clone');
    expect(stderr).toContain('empty repository');
  });

  it('does not know another repository', async () => {
    const url = `${aws().url}/git/100000000002/eu-west-1/none`;
    await expect(git('clone', url)).rejects.toThrow('not found');
  });
});
