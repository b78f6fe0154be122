import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jest, run, runChecks } from '../lib/checks.mjs';
import { fail, progress, root, say } from '../lib/output.mjs';
import { freePort, startProcess, waitFor } from '../lib/processes.mjs';

const venv = join(root, '.tools', 'moto');
const server = join(venv, 'bin', 'moto_server');

/** moto, an independent emulator of part of AWS, in a Python environment of its own. */
async function installMoto() {
  if (existsSync(server)) {
    return;
  }
  const step = progress('Installing moto');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  const code =
    (await run('python3', ['-m', 'venv', venv], quiet)) ||
    (await run(
      join(venv, 'bin', 'pip'),
      [
        'install',
        '--quiet',
        '--disable-pip-version-check',
        'moto[server]==5.*',
      ],
      quiet,
    ));
  if (code) {
    fail('moto could not be installed: Python 3 with venv and pip is needed.');
  }
  step.done();
}

/** The contract tests, against Local AWS and against moto. */
async function contractTests() {
  const port = await freePort();
  const moto = await startProcess(
    'moto',
    server,
    ['-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: root,
      env: process.env,
    },
  );
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitFor(moto, `${url}/moto-api/data.json`);
    return await jest(['packages/local-aws/src/contracts'], {
      CONTRACT_MOTO_URL: url,
    });
  } finally {
    await moto.stop();
  }
}

await installMoto();
await runChecks([
  () =>
    contractTests().catch(error => {
      say(error.message);
      return { passed: 0, failed: 1 };
    }),
]);
