/*
 * The way into every root script: `node scripts/bootstrap.mjs <task> [arguments]`.
 * Runs on whatever Node is there (20 or later), brings the right Node and Yarn
 * from the npm registry, installs from the lockfile, and hands over to
 * `scripts/tasks/<task>.mjs` running on the right Node. What is done is skipped.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { fail, root } from './lib/output.mjs';
import { ensureTools } from './lib/tools.mjs';

const [task = '', ...args] = process.argv.slice(2);
const file = join(root, 'scripts', 'tasks', `${task.replace(':', '-')}.mjs`);
if (!task || !existsSync(file)) {
  fail(`There is no task '${task}'. See the scripts in package.json.`);
}

const tools = await ensureTools();
await ensureInstalled(tools);

const child = spawn(tools.node, [file, ...args], {
  cwd: root,
  env: tools.env,
  stdio: 'inherit',
});
// The task ends by itself on Ctrl-C, after it has stopped what it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', code => process.exit(code ?? 1));
