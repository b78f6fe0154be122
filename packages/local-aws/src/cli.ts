import { LiveClock } from './core/clock';
import { createLocalAws, SEEDS } from './server';

const DEFAULT_PORT = 4566;

/** A number of the environment; ends the process with one clear line otherwise. */
function readNumber(name: string, fallback: number): number {
  const text = process.env[name];
  const value = text ? Number(text) : fallback;
  if (!Number.isFinite(value) || value <= 0) {
    throw new Error(`${name} must be a number above 0, but is '${text}'`);
  }
  return value;
}

function readSeed() {
  const text = process.env.LOCAL_AWS_SEED || 'demo';
  const seed = SEEDS.find(name => name === text);
  if (!seed) {
    throw new Error(
      `LOCAL_AWS_SEED must be one of ${SEEDS.join(', ')}, but is '${text}'`,
    );
  }
  return seed;
}

function explain(error: unknown, port: number): string {
  return error instanceof Error &&
    'code' in error &&
    error.code === 'EADDRINUSE'
    ? `Port ${port} is taken: stop what listens there or set LOCAL_AWS_PORT to another one`
    : `Local AWS could not start: ${
        error instanceof Error ? error.message : String(error)
      }`;
}

async function main() {
  let port = DEFAULT_PORT;
  try {
    port = readNumber('LOCAL_AWS_PORT', DEFAULT_PORT);
    const clock = new LiveClock(readNumber('LOCAL_AWS_SPEED', 1));
    const localAws = await createLocalAws({ port, clock, seed: readSeed() });
    process.stdout.write(`Local AWS is ready at ${localAws.url}\n`);
    const stop = () => {
      localAws.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    process.stderr.write(`${explain(error, port)}\n`);
    process.exitCode = 1;
  }
}

main();
