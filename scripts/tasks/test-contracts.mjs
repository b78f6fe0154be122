import { jest, runChecks } from '../lib/checks.mjs';
import { root, say } from '../lib/output.mjs';
import { freePort, startProcess, waitFor } from '../lib/processes.mjs';
import { installPython } from '../lib/python.mjs';

// moto is an independent emulator of part of AWS.
const server = await installPython(
  'moto',
  ['moto[server]==5.*'],
  'moto_server',
);

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

await runChecks([
  () =>
    contractTests().catch(error => {
      say(error.message);
      return { passed: 0, failed: 1 };
    }),
]);
