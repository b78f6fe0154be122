import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsEnvironment } from './localAws.mjs';
import { progress, root } from './output.mjs';
import { isFree, startProcess, waitFor } from './processes.mjs';

/** Ports of the demo: `{ aws, backend, frontend }`. */
export function portsFromEnvironment(env = process.env) {
  return {
    aws: Number(env.LOCAL_AWS_PORT ?? 4566),
    backend: Number(env.BACKEND_PORT ?? 7007),
    frontend: Number(env.FRONTEND_PORT ?? 3000),
  };
}

const VARIABLE = {
  aws: 'LOCAL_AWS_PORT',
  backend: 'BACKEND_PORT',
  frontend: 'FRONTEND_PORT',
};

/** Name of the environment variable and port of the first one that is taken. */
export async function takenPort(ports) {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) {
      return { port, variable: VARIABLE[name] };
    }
  }
  return undefined;
}

function environment(ports) {
  return {
    ...process.env,
    LOCAL_AWS_PORT: String(ports.aws),
    BACKEND_PORT: String(ports.backend),
    FRONTEND_PORT: String(ports.frontend),
    ...awsEnvironment(`http://127.0.0.1:${ports.aws}`),
    // Backstage's own services colour and guard their output by this.
    NODE_ENV: 'development',
    // The scaffolder's sandbox needs a start without the snapshot.
    NODE_OPTIONS: '--no-node-snapshot',
  };
}

/**
 * Starts Local AWS, the backend and, unless told otherwise, the frontend, and
 * waits until all answer.
 * Answers `{ url, backendUrl, awsUrl, stop, ended }`; `ended` resolves with the
 * first process that ends by itself.
 */
export async function startPortal(ports, { frontend = true } = {}) {
  const env = environment(ports);
  const cli = join(root, 'node_modules', '.bin', 'backstage-cli');
  const typescript = ['--require', '@backstage/cli/config/nodeTransform.cjs'];
  const urls = {
    aws: `http://127.0.0.1:${ports.aws}`,
    backend: `http://localhost:${ports.backend}`,
    frontend: `http://localhost:${ports.frontend}`,
  };
  const started = [];
  const stop = () => Promise.all(started.map(process_ => process_.stop()));
  const start = async (name, args, cwd, health, failure) => {
    const process_ = await startProcess(name, process.execPath, args, {
      cwd,
      env,
    });
    started.push(process_);
    const step = progress(`Starting ${name}`);
    return waitFor(process_, health, failure).then(() =>
      step.done(`${name} answers`),
    );
  };
  try {
    await start(
      'Local AWS',
      [...typescript, 'packages/local-aws/src/cli.ts'],
      root,
      `${urls.aws}/_local/health`,
    );
    await start(
      'backend',
      [...typescript, 'src/index.ts'],
      join(root, 'packages/backend'),
      `${urls.backend}/.backstage/health/v1/readiness`,
      /Backend startup failed[^"]*/,
    );
    if (frontend) {
      await start(
        'frontend',
        [cli, 'package', 'start'],
        join(root, 'packages/app'),
        urls.frontend,
      );
    }
  } catch (error) {
    await stop();
    const { logFile } = started.at(-1);
    const log = await readFile(logFile, 'utf8').catch(() => '');
    throw new Error(
      `${error.message}. Its last words:\n${log
        .trim()
        .split('\n')
        .filter(line => !line.includes('/.backstage/health/'))
        .slice(-12)
        .join('\n')}\n(all of it: ${logFile})`,
    );
  }
  return {
    url: urls.frontend,
    backendUrl: urls.backend,
    awsUrl: urls.aws,
    stop,
    ended: Promise.race(
      started.map(process_ => process_.exited.then(() => process_)),
    ),
  };
}
