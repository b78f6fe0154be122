import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { HttpRoute } from '../../../core/service';
import { World } from '../../../core/world';
import { GIT_ENVIRONMENT } from './git';
import { noteChange, repositoriesOf, Repository } from './store';

const PATH =
  /^\/git\/(\d{12})\/([\w-]+)\/([\w.-]+?)(?:\.git)?(\/[^?]*)(?:\?(.*))?$/;

const HEAD_END = '\r\n\r\n';

/** A request as `git http-backend` wants it: by CGI. */
function cgiEnvironment(
  request: IncomingMessage,
  repository: Repository,
  path: string,
  query: string,
): NodeJS.ProcessEnv {
  const { headers } = request;
  const optional = {
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol'] as string | undefined,
  };
  return {
    PATH: process.env.PATH,
    ...GIT_ENVIRONMENT,
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ),
    GIT_PROJECT_ROOT: dirname(repository.folder),
    GIT_HTTP_EXPORT_ALL: '1',
    // Whoever is on this machine may push: a named user is what allows it.
    REMOTE_USER: 'local',
    REMOTE_ADDR: '127.0.0.1',
    REQUEST_METHOD: request.method,
    PATH_INFO: `/${basename(repository.folder)}${path}`,
    QUERY_STRING: query,
    CONTENT_TYPE: headers['content-type'] ?? '',
  };
}

/** Passes a CGI answer on: its head becomes status and headers, the rest is streamed. */
function answer(
  child: ReturnType<typeof spawn>,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!head) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(HEAD_END);
      if (end >= 0) {
        for (const line of head.subarray(0, end).toString().split('\r\n')) {
          const [, name, value] = /^([^:]+): *(.*)$/.exec(line) ?? [];
          if (name === 'Status') {
            response.statusCode = parseInt(value, 10);
          } else if (name) {
            response.setHeader(name, value);
          }
        }
        response.write(head.subarray(end + HEAD_END.length));
        head = undefined;
      }
    });
    child.once('error', reject);
    child.once('close', () => {
      if (head) {
        response.statusCode = 500;
      }
      resolve();
    });
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  repository: Repository,
  path: string,
  query: string,
) {
  const child = spawn('git', ['http-backend'], {
    env: cgiEnvironment(request, repository, path, query),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  response.once('close', () => child.kill());
  // It ends without reading everything when it refuses a request.
  child.stdin?.on('error', () => {});
  request.pipe(child.stdin!);
  await answer(child, response);
  if (path === '/git-receive-pack') {
    await noteChange(world, repository);
  }
  response.end();
}

/**
 * Git's smart HTTP at `/git/<account>/<region>/<repository>`: clone, fetch and
 * push with any credentials or none.
 */
export const gitOverHttp: HttpRoute = async (request, response, world) => {
  const match = PATH.exec(request.url ?? '');
  if (!match) {
    return false;
  }
  const [, accountId, region, name, path, query = ''] = match;
  const repository = repositoriesOf(world, { accountId, region }).get(name);
  if (repository) {
    await serve(request, response, world, repository, path, query);
  } else {
    response.writeHead(404).end(`repository '${name}' not found\n`);
  }
  return true;
};
