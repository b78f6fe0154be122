import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './checks.mjs';
import { fail, progress, root } from './output.mjs';

/**
 * Installs packages from PyPI into a Python environment of its own, unless they are
 * there, and answers the path of one of its programs. Ends the process when it cannot.
 */
export async function installPython(name, requirements, program) {
  const venv = join(root, '.tools', name);
  const path = join(venv, 'bin', program);
  const done = join(venv, 'installed');
  const wanted = requirements.join('\n');
  if ((await readFile(done, 'utf8').catch(() => undefined)) === wanted) {
    return path;
  }
  const step = progress(`Installing ${name}`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  const code =
    (await run('python3', ['-m', 'venv', venv], quiet)) ||
    (await run(
      join(venv, 'bin', 'pip'),
      ['install', '--quiet', '--disable-pip-version-check', ...requirements],
      quiet,
    ));
  if (code) {
    fail(
      `${name} could not be installed: Python 3 with venv and pip is needed.`,
    );
  }
  await writeFile(done, wanted);
  step.done();
  return path;
}
