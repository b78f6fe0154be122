import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './checks.mjs';
import { fail, progress, root } from './output.mjs';

/**
 * Installs a program from PyPI into a Python environment of its own, unless it is
 * there, and answers its path. Ends the process when it cannot.
 */
export async function installPython(name, requirement, program) {
  const venv = join(root, '.tools', name);
  const path = join(venv, 'bin', program);
  if (existsSync(path)) {
    return path;
  }
  const step = progress(`Installing ${name}`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  const code =
    (await run('python3', ['-m', 'venv', venv], quiet)) ||
    (await run(
      join(venv, 'bin', 'pip'),
      ['install', '--quiet', '--disable-pip-version-check', requirement],
      quiet,
    ));
  if (code) {
    fail(
      `${name} could not be installed: Python 3 with venv and pip is needed.`,
    );
  }
  step.done();
  return path;
}
