import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from './output.mjs';

export const logFolder = join(root, '.tools', 'logs');
const KILL_AFTER_MS = 8_000;

/** True when nobody listens on that port of loopback. */
export function isFree(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What runs now: nothing of it may outlive this process. */
const running = new Set();
process.on('exit', () => running.forEach(kill => kill()));

/**
 * Starts a server in its own process group, its output in a log file.
 * `exited` resolves with its exit code, `stop` ends it and what it started, with
 * `stopSignal` (SIGTERM) at first; `kill` gives it no time to do anything more.
 */
export async function startProcess(
  name,
  command,
  args,
  { stopSignal = 'SIGTERM', ...options },
) {
  await mkdir(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  await once(log, 'open');
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise(resolve => {
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
  });
  const signal = name_ => {
    try {
      process.kill(
        process.platform === 'win32' ? child.pid : -child.pid,
        name_,
      );
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  };
  const kill = () => signal('SIGKILL');
  running.add(kill);
  exited.then(() => running.delete(kill));
  return {
    name,
    logFile,
    pid: child.pid,
    exited,
    async kill() {
      kill();
      await exited;
    },
    async stop() {
      signal(stopSignal);
      const timer = setTimeout(() => signal('SIGKILL'), KILL_AFTER_MS);
      await exited;
      clearTimeout(timer);
      // What the process left behind in its group goes with it.
      signal('SIGKILL');
    },
  };
}

/**
 * Resolves when the address answers 2xx; rejects when the process ends first,
 * or prints what `failure` matches.
 */
export async function waitFor(started, url, failure, timeoutMs = 300_000) {
  let ended;
  started.exited.then(code => {
    ended = code;
  });
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (ended !== undefined) {
      throw new Error(`${started.name} ended with exit code ${ended}`);
    }
    const failed =
      failure && (await readFile(started.logFile, 'utf8')).match(failure);
    if (failed) {
      throw new Error(`${started.name}: ${failed[0].trim()}`);
    }
    const answers = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      .then(response => response.ok)
      .catch(() => false);
    if (answers) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  throw new Error(`${started.name} did not answer at ${url}`);
}

/**
 * Asks again and again until the answer is truthy, and resolves with it; rejects
 * after the deadline with what was waited for.
 */
export async function until(
  what,
  ask,
  { timeoutMs = 60_000, intervalMs = 250 } = {},
) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
    }
    await new Promise(resolve => {
      setTimeout(resolve, intervalMs);
    });
  }
}
