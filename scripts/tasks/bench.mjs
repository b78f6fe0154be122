import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, root, say } from '../lib/output.mjs';

/*
 * `npm run bench -- <name>` runs `scripts/bench/<name>.mjs`, which answers
 * measurements; each is printed as a JSON line with its limit beside it.
 */
const folder = join(root, 'scripts', 'bench');
const names = (await readdir(folder)).map(file => file.replace('.mjs', ''));
const [name] = process.argv.slice(2);
if (!names.includes(name)) {
  fail(`Name a benchmark: npm run bench -- <${names.join(' | ')}>`);
}

const { measure } = await import(
  pathToFileURL(join(folder, `${name}.mjs`)).href
);
let within = true;
for (const measurement of await measure()) {
  say(JSON.stringify(measurement));
  within &&= measurement.value <= measurement.limit;
}
process.exit(within ? 0 : 1);
