import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './folders.mjs';
import { freePort, startProcess, until } from './processes.mjs';

const exec = promisify(execFile);

/** Where Debian's package puts the newest server. */
async function findBinaries() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? await readdir(base) : [];
  const newest = versions
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(base, version, 'bin'))
    .find(bin => existsSync(join(bin, 'initdb')));
  if (!newest) {
    throw new Error(
      'PostgreSQL is missing. On Debian and Ubuntu: apt-get install postgresql',
    );
  }
  return newest;
}

/** The server refuses to run as root; Debian's package brings a user for it. */
async function serverUser() {
  if (process.getuid() !== 0) {
    return {};
  }
  const idOf = async flag =>
    Number((await exec('id', [flag, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

/**
 * A PostgreSQL server of its own on a free port of 127.0.0.1, its data in a
 * temporary folder that goes with it. Durable like a real one: no setting that
 * makes writes cheaper is touched.
 *
 * Answers `{ connection, query, stop }`: `connection` is what Backstage's
 * `backend.database.connection` takes, `query(database, sql)` resolves with the rows
 * as objects, `execute(database, sql)` with what psql prints.
 */
export async function startPostgres() {
  const bin = await findBinaries();
  const user = await serverUser();
  const folder = temporaryFolder('postgres');
  if (user.uid !== undefined) {
    await chown(folder.path, user.uid, user.gid);
  }
  const data = join(folder.path, 'data');
  const port = await freePort();
  const connection = { host: '127.0.0.1', port, user: 'postgres' };

  async function psql(database, sql) {
    const { stdout } = await exec(
      join(bin, 'psql'),
      [
        ...['-h', connection.host, '-p', String(port), '-U', connection.user],
        ...['-d', database, '--no-psqlrc', '-q', '-A', '-t'],
        ...['-v', 'ON_ERROR_STOP=1', '-c', sql],
      ],
      { maxBuffer: 1024 ** 3 },
    );
    return stdout.trim();
  }

  await exec(
    join(bin, 'initdb'),
    [
      ...['-D', data, '-U', connection.user, '--auth=trust'],
      ...['--encoding=UTF8', '--locale=C'],
    ],
    { ...user, cwd: folder.path },
  );
  const server = await startProcess(
    'postgres',
    join(bin, 'postgres'),
    [
      ...['-D', data, '-c', `port=${port}`],
      ...['-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories='],
      // Two backends, each with a pool per plugin.
      ...['-c', 'max_connections=200'],
    ],
    // SIGTERM would wait for every client to leave.
    { ...user, cwd: folder.path, env: process.env, stopSignal: 'SIGINT' },
  );

  async function stop() {
    await server.stop();
    folder.remove();
  }
  try {
    await until('PostgreSQL answers', () =>
      psql('postgres', 'select 1').catch(() => false),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    connection,
    async query(database, sql) {
      const rows = await psql(
        database,
        `select coalesce(json_agg(answer), '[]') from (${sql}) as answer`,
      );
      return JSON.parse(rows);
    },
    execute: psql,
    stop,
  };
}
