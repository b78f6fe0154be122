import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runChecks } from '../lib/checks.mjs';
import { root, say } from '../lib/output.mjs';
import { startPortal } from '../lib/portal.mjs';
import { freePort } from '../lib/processes.mjs';

/** Runs Playwright against a portal of its own, on free ports, and counts. */
async function browserTests() {
  const portal = await startPortal({
    aws: await freePort(),
    backend: await freePort(),
    frontend: await freePort(),
  });
  try {
    await run(
      process.execPath,
      [
        join(root, 'node_modules/@playwright/test/cli.js'),
        'test',
        ...process.argv.slice(2),
      ],
      {
        env: {
          ...process.env,
          PORTAL_URL: portal.url,
          LOCAL_AWS_URL: portal.awsUrl,
        },
      },
    );
    const { stats } = JSON.parse(
      await readFile(join(root, 'test-results/results.json'), 'utf8'),
    );
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + stats.skipped,
    };
  } finally {
    await portal.stop();
  }
}

await runChecks([
  () =>
    browserTests().catch(error => {
      say(error.message);
      return { passed: 0, failed: 1 };
    }),
]);
