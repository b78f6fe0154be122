import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { runChecks } from '../lib/checks.mjs';
import { root } from '../lib/output.mjs';

/** Several backends on one PostgreSQL, killed at bad moments; counts tests. */
async function replicaTests() {
  const counts = { passed: 0, failed: 0 };
  const count = key => data => {
    counts[key] += data.details.type === 'suite' ? 0 : 1;
  };
  const tests = run({
    files: [join(root, 'scripts/replicas/replicas.test.mjs')],
    // In this process, so that what was started ends when it does.
    isolation: 'none',
  })
    .on('test:pass', count('passed'))
    .on('test:fail', count('failed'));
  for await (const text of tests.compose(spec)) {
    process.stdout.write(text);
  }
  return counts;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}
await runChecks([replicaTests]);
