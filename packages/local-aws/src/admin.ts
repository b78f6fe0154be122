import { IncomingMessage, ServerResponse } from 'node:http';
import { CallLog } from './core/calls';
import { ManualClock } from './core/clock';
import { readBody } from './core/dispatch';
import { Faults } from './core/faults';
import { World } from './core/world';
import { sagemakerOf } from './services/sagemaker/store';
import { seedScale } from './world/scale';
import { readSizes } from './world/scale/sizes';
import { touch } from './world/scale/touch';

interface Admin {
  world: World;
  calls: CallLog;
  faults: Faults;
}

/** The parsed body is what the README says, or the handler throws. */
type Handler = (
  body: Record<string, unknown>,
  admin: Admin,
) => object | Promise<object>;

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') {
    throw new Error(`The body must have a text '${name}'`);
  }
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function percentOf({ percent }: Record<string, unknown>): number {
  if (typeof percent !== 'number' || !(percent > 0 && percent <= 100)) {
    throw new Error("The body must have a 'percent' above 0, at most 100");
  }
  return percent;
}

/** The endpoint's own API, outside of AWS. */
const HANDLERS: Record<string, Handler> = {
  'GET /_local/health': () => ({ status: 'ok' }),
  'GET /_local/calls': (_, { calls }) => ({ calls: calls.list() }),
  'DELETE /_local/calls': (_, { calls }) => {
    calls.clear();
    return {};
  },
  'PUT /_local/faults': ({ faults: list }, { faults }) => {
    faults.set(list);
    return {};
  },
  'POST /_local/clock/advance': ({ ms }, { world }) => {
    if (!(world.clock instanceof ManualClock)) {
      throw new Error('Only a manual clock can be advanced');
    }
    world.clock.advance(Number(ms));
    return { now: world.clock.now() };
  },
  'POST /_local/seed': async (body, { world }) => {
    const sizes = readSizes(body);
    await seedScale(world, sizes);
    return sizes;
  },
  'POST /_local/seed/touch': (body, { world }) => touch(world, percentOf(body)),
  'PUT /_local/world/stray-records': (body, { world }) => {
    const accountId = textOf(body, 'accountId');
    const region = textOf(body, 'region');
    const { records } = body;
    if (!Array.isArray(records) || !records.every(isObject)) {
      throw new Error("The body must have a list of objects 'records'");
    }
    sagemakerOf(world, { accountId, region }).strays.set(
      textOf(body, 'resource'),
      records,
    );
    return {};
  },
  'PUT /_local/world/fail-next-project': (body, { world }) => {
    world.switches.failNextProject = textOf(body, 'reason');
    return {};
  },
  'PUT /_local/world/fail-next-vending': (body, { world }) => {
    world.switches.failNextVending = textOf(body, 'reason');
    return {};
  },
  'PUT /_local/world/fail-next-deployment': (body, { world }) => {
    world.switches.failNextDeployment = textOf(body, 'reason');
    return {};
  },
  'PUT /_local/world/failing-step': (body, { world }) => {
    world.switches.failingSteps.set(textOf(body, 'pipelineArn'), {
      step: textOf(body, 'step'),
      reason: textOf(body, 'reason'),
    });
    return {};
  },
};

/** True when the path was one of `/_local/...`. */
export async function handleAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  admin: Admin,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (!pathname.startsWith('/_local/')) {
    return false;
  }
  response.setHeader('content-type', 'application/json');
  const handler = HANDLERS[`${request.method} ${pathname}`];
  if (!handler) {
    response.writeHead(404).end(JSON.stringify({ error: 'not found' }));
    return true;
  }
  try {
    const body = (await readBody(request)).toString();
    response.end(
      JSON.stringify(await handler(JSON.parse(body || '{}'), admin)),
    );
  } catch (error) {
    response.writeHead(400).end(JSON.stringify({ error: String(error) }));
  }
  return true;
}
