import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, root, say } from '../lib/output.mjs';

/*
 * `npm run bench -- <name> [arguments]` runs `scripts/bench/<name>.mjs`, which
 * answers measurements; each is printed as a JSON line, with its limit beside it
 * where it has one.
 */
const folder = join(root, 'scripts', 'bench');
const names = (await readdir(folder))
  .filter(file => file.endsWith('.mjs'))
  .map(file => file.replace('.mjs', ''));
const [name, ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  fail(`Name a benchmark: npm run bench -- <${names.join(' | ')}>`);
}
// What was started ends when this process does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}

const { measure } = await import(
  pathToFileURL(join(folder, `${name}.mjs`)).href
);
let within = true;
try {
  for await (const measurement of await measure(args)) {
    say(JSON.stringify(measurement));
    const { value, limit } = measurement;
    within &&= limit === undefined || value <= limit;
  }
} catch (error) {
  fail(error.message);
}
process.exit(within ? 0 : 1);
