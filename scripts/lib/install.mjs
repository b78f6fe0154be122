import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, progress, root } from './output.mjs';

const marker = join(root, 'node_modules', '.installed');
const logFile = join(root, '.tools', 'install.log');

/** Changes when the lockfile, a manifest or the version of Node does. */
async function fingerprint(tools) {
  const hash = createHash('sha256').update(tools.node);
  const files = ['yarn.lock', 'package.json', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of (await readdir(join(root, folder))).sort()) {
      files.push(join(folder, name, 'package.json'));
    }
  }
  for (const file of files) {
    if (existsSync(join(root, file))) {
      hash.update(file).update(await readFile(join(root, file)));
    }
  }
  return hash.digest('hex');
}

function missingBuildTool() {
  if (process.platform === 'win32') {
    return undefined;
  }
  const works = command =>
    spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  const missing = [
    ['make', ['make', 'gmake']],
    ['a C++ compiler (g++)', ['g++', 'c++', 'clang++']],
    ['Python 3', ['python3', 'python']],
  ].find(([, commands]) => !commands.some(works));
  return missing?.[0];
}

/** Installs from the lockfile, unless that has been done. */
export async function ensureInstalled(tools) {
  const wanted = await fingerprint(tools);
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === wanted) {
    return;
  }
  const missing = missingBuildTool();
  if (missing) {
    fail(
      `${missing} is missing: the database driver is compiled during the install. On Debian and Ubuntu: apt-get install make g++ python3; on macOS: xcode-select --install.`,
    );
  }
  const step = progress(
    'Installing dependencies, the first time takes minutes',
  );
  const log = createWriteStream(logFile);
  let last = '';
  const code = await new Promise(resolve => {
    const child = spawn(tools.node, [tools.yarn, 'install', '--immutable'], {
      cwd: root,
      env: tools.env,
    });
    child.stdout.on('data', data => {
      log.write(data);
      for (const line of String(data).split('\n')) {
        if (/YN0000: ┌/.test(line)) {
          step.detail(line.replace(/.*┌ /, ''));
        }
        if (line.trim() && !/YN0000: [└·]/.test(line)) {
          last = line.trim();
        }
      }
    });
    child.stderr.on('data', data => log.write(data));
    child.on('exit', resolve);
  });
  log.end();
  if (code !== 0) {
    fail(`The install failed: ${last} (all of it: .tools/install.log)`);
  }
  await writeFile(marker, wanted);
  step.done('Dependencies are installed');
}
