import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handleAdmin } from './admin';
import { CallLog } from './core/calls';
import { Clock, LiveClock } from './core/clock';
import { Dispatcher } from './core/dispatch';
import { Faults } from './core/faults';
import { World } from './core/world';
import { createServices, httpRoutes } from './services';
import { seedDemoWorld } from './world/demo';
import { createGovernance } from './world/governance';
import { startSimulations } from './world/simulations';

export const SEEDS = ['demo', 'governance', 'empty'] as const;

export interface LocalAwsOptions {
  /** 0 takes a free one. */
  port: number;
  /** Real time by default; a ManualClock lets a test drive the world. */
  clock?: Clock;
  /**
   * `demo` (default), `governance` for the governance account alone, with an empty
   * table of account sets and the portal's queue, or nothing at all.
   */
  seed?: (typeof SEEDS)[number];
}

export interface LocalAws {
  /** Such as `http://127.0.0.1:4566`; give it to the SDK as AWS_ENDPOINT_URL. */
  url: string;
  world: World;
  calls: CallLog;
  faults: Faults;
  close(): Promise<void>;
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function fill(world: World, seed: (typeof SEEDS)[number]) {
  if (seed === 'demo') {
    await seedDemoWorld(world);
  } else if (seed === 'governance') {
    await createGovernance(world);
  }
}

/** Starts the endpoint on loopback; rejects when the port is taken. */
export async function createLocalAws(
  options: LocalAwsOptions,
): Promise<LocalAws> {
  const clock = options.clock ?? new LiveClock();
  const folder = await mkdtemp(join(tmpdir(), 'local-aws-'));
  let url = '';
  const world = new World(clock, () => url, folder);
  const calls = new CallLog();
  const faults = new Faults();
  const dispatcher = new Dispatcher(
    createServices(world),
    world,
    calls,
    faults,
  );

  // Nobody may see a world that is still being filled: requests wait.
  let open = () => {};
  const isFilled = new Promise<void>(resolve => {
    open = resolve;
  });

  const server = createServer((request, response) => {
    const handle = async () => {
      await isFilled;
      if (await handleAdmin(request, response, { world, calls, faults })) {
        return;
      }
      for (const route of httpRoutes) {
        if (await route(request, response, world)) {
          return;
        }
      }
      await dispatcher.handle(request, response);
    };
    handle().catch(error => {
      if (!response.headersSent) {
        response.writeHead(500);
      }
      response.end(String(error));
    });
  });

  async function close() {
    clock.stop();
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await rm(folder, { recursive: true, force: true });
  }

  try {
    url = await listen(server, options.port);
    startSimulations(world);
    await fill(world, options.seed ?? 'demo');
  } catch (error) {
    await close();
    throw error;
  }
  open();
  return { url, world, calls, faults, close };
}
