import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fail, progress, root } from './output.mjs';

/*
 * Node 22, because better-sqlite3 12 aborts at garbage collection on Node 24.19
 * and later. The package holds the binary and its headers, which native add-ons
 * are compiled with, so nothing is downloaded from anywhere but the registry.
 */
const NODE_VERSION = '22.23.3';
const toolsFolder = join(root, '.tools');

function headersOf(node) {
  const prefix = dirname(dirname(node));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) && prefix;
}

async function npmInstall(packages) {
  await mkdir(toolsFolder, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await promisify(execFile)(
    npm,
    [
      'install',
      '--prefix',
      toolsFolder,
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      ...packages,
    ],
    { cwd: root, shell: process.platform === 'win32' },
  );
}

/** Scripts named `node` and `yarn`, so that what tools call themselves is right too. */
async function writeShims(bin, node, yarn) {
  await mkdir(bin, { recursive: true });
  for (const [name, command] of [
    ['node', `"${node}"`],
    ['yarn', `"${node}" "${yarn}"`],
  ]) {
    await writeFile(join(bin, name), `#!/bin/sh\nexec ${command} "$@"\n`);
    await chmod(join(bin, name), 0o755);
    await writeFile(join(bin, `${name}.cmd`), `@${command} %*\r\n`);
  }
}

/**
 * The right Node and Yarn: `{ node, yarn, env }`, paths and an environment in
 * which child processes find them. Takes the running Node when it is 22 and has
 * its headers.
 */
export async function ensureTools() {
  const { packageManager } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  const yarnVersion = packageManager.split('@')[1];
  const nodePackage = `node-${
    process.platform === 'win32' ? 'win' : process.platform
  }-${process.arch}`;
  const modules = join(toolsFolder, 'node_modules');
  const yarn = join(modules, '@yarnpkg', 'cli-dist', 'bin', 'yarn.js');
  // The one that was brought earlier is no one's own, though it may run this.
  const isOwn = !process.execPath.startsWith(toolsFolder);
  const ownNode =
    isOwn &&
    process.versions.node.startsWith('22.') &&
    headersOf(process.execPath)
      ? process.execPath
      : undefined;
  const node =
    ownNode ??
    (process.platform === 'win32'
      ? join(modules, nodePackage, 'bin', 'node.exe')
      : join(modules, nodePackage, 'bin', 'node'));

  const marker = join(toolsFolder, 'versions.json');
  const wanted = JSON.stringify({ node: ownNode ?? NODE_VERSION, yarnVersion });
  const have = existsSync(marker) && (await readFile(marker, 'utf8'));
  if (have !== wanted || !existsSync(node) || !existsSync(yarn)) {
    const step = progress(
      ownNode
        ? `Bringing Yarn ${yarnVersion}`
        : `Bringing Node ${NODE_VERSION} and Yarn ${yarnVersion}`,
    );
    try {
      await npmInstall([
        `@yarnpkg/cli-dist@${yarnVersion}`,
        ...(ownNode ? [] : [`${nodePackage}@${NODE_VERSION}`]),
      ]);
    } catch (error) {
      fail(
        `npm could not install Node ${NODE_VERSION} and Yarn ${yarnVersion}: ${
          String(error.stderr || error.message)
            .split('\n')
            .find(line => line.includes('ERR') || line.includes('error')) ??
          error.message
        }. Check the network and 'npm config get registry'.`,
      );
    }
    await writeShims(join(toolsFolder, 'bin'), node, yarn);
    await writeFile(marker, wanted);
    step.done();
  }

  return {
    node,
    yarn,
    env: {
      ...process.env,
      PATH: `${join(toolsFolder, 'bin')}${delimiter}${process.env.PATH}`,
      npm_config_nodedir: headersOf(node) || process.env.npm_config_nodedir,
    },
  };
}
