import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Collects what a process writes until it has ended. */
function run(environment: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'cli.ts'),
    ],
    { env: { ...process.env, ...environment, NODE_OPTIONS: '' } },
  );
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    output += chunk;
  });
  return { child, output: () => output };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'exit');
  return code;
}

describe('the command line', () => {
  let occupied: Server;
  let port: string;
  beforeAll(async () => {
    occupied = createServer();
    await once(occupied.listen(0, '127.0.0.1'), 'listening');
    port = String((occupied.address() as AddressInfo).port);
  });
  afterAll(() => {
    occupied.close();
  });

  it('says that a port is taken and what to do', async () => {
    const { child, output } = run({ LOCAL_AWS_PORT: port });
    expect(await exitCode(child)).toBe(1);
    expect(output()).toMatch(
      new RegExp(`^Port ${port} is taken: .*LOCAL_AWS_PORT.*\n$`),
    );
  }, 30_000);

  it.each([
    ['LOCAL_AWS_PORT', 'http', 'a number above 0'],
    ['LOCAL_AWS_SPEED', '0', 'a number above 0'],
    ['LOCAL_AWS_SEED', 'full', 'one of demo, governance, empty'],
  ])(
    'refuses %s=%s',
    async (name, value, expected) => {
      const { child, output } = run({ [name]: value });
      expect(await exitCode(child)).toBe(1);
      expect(output()).toContain(`${name} must be ${expected}`);
    },
    30_000,
  );

  it('prints one line when it is ready and ends cleanly', async () => {
    const free = await new Promise<number>(resolve => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port: found } = probe.address() as AddressInfo;
        probe.close(() => resolve(found));
      });
    });
    const { child, output } = run({ LOCAL_AWS_PORT: String(free) });
    await once(child.stdout!, 'data');
    expect(output()).toBe(`Local AWS is ready at http://127.0.0.1:${free}\n`);
    const health = await fetch(`http://127.0.0.1:${free}/_local/health`);
    expect(await health.json()).toEqual({ status: 'ok' });
    child.kill('SIGTERM');
    expect(await exitCode(child)).toBe(0);
  }, 30_000);
});
