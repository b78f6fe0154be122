import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say } from './output.mjs';

const cli = join(root, 'node_modules', '.bin', 'backstage-cli');

/** Runs a command with its output on the terminal; resolves with the exit code. */
export function run(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      ...options,
    });
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
  });
}

/** A check that counts as one: passed when the command exits with 0. */
export async function check(title, args, command = process.execPath, options) {
  say(`\n── ${title}`);
  const code = await run(command, args, options);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

export const typeCheck = () =>
  check('Type check', [
    '--max-old-space-size=6144',
    join(root, 'node_modules/typescript/bin/tsc'),
    '--noEmit',
    '--emitDeclarationOnly',
    'false',
    '--declaration',
    'false',
    '--declarationMap',
    'false',
    '--incremental',
    'false',
  ]);

export const lint = () =>
  check('Lint', [cli, 'repo', 'lint', '--max-warnings', '0']);

/**
 * Jest over the workspace or the given arguments. Counts tests; a suite that
 * could not run at all counts as one that failed.
 */
export async function jest(args = [], env = {}) {
  say('\n── Tests');
  const folder = await mkdtemp(join(tmpdir(), 'jest-'));
  const file = join(folder, 'result.json');
  await run(
    process.execPath,
    [
      cli,
      'repo',
      'test',
      '--maxWorkers=2',
      '--watch=false',
      '--json',
      `--outputFile=${file}`,
      ...args,
    ],
    {
      env: {
        ...process.env,
        ...env,
        CI: 'true',
        NODE_OPTIONS: '--no-node-snapshot',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    const result = JSON.parse(await readFile(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    };
  } catch {
    say('Jest gave no result');
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Runs checks one after another, then `cleanUp`, prints the closing line and ends
 * the process.
 */
export async function runChecks(checks, cleanUp = () => {}) {
  const total = { passed: 0, failed: 0 };
  for (const next of checks) {
    const { passed, failed } = await next();
    total.passed += passed;
    total.failed += failed;
  }
  await cleanUp();
  say(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed || !total.passed ? 1 : 0);
}
