import { execFile, spawn } from 'node:child_process';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const git = promisify(execFile);
const API = '/api/v3';

export interface GitHubCall {
  /** Method and path of the API, such as `PUT /repos/acme/churn-build/...`. */
  call: string;
  body?: unknown;
}

/**
 * GitHub Enterprise with one organization, as far as publishing asks: repositories
 * are real ones in a folder, and everything else is noted.
 */
export class FakeGitHub {
  readonly calls: GitHubCall[] = [];
  private readonly server: Server;

  private constructor(private readonly folder: string) {
    this.server = createServer((request, response) =>
      this.answer(request, response).catch(error => {
        response.writeHead(500).end(String(error));
      }),
    );
  }

  static async start(folder: string): Promise<FakeGitHub> {
    const github = new FakeGitHub(folder);
    await new Promise<void>(resolve =>
      github.server.listen(0, '127.0.0.1', resolve),
    );
    return github;
  }

  get host(): string {
    const { port } = this.server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  get integration() {
    const { host } = this;
    return { host, apiBaseUrl: `http://${host}${API}`, token: 'secret' };
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** Answers of git about a repository, line by line. */
  async git(repository: string, ...args: string[]): Promise<string[]> {
    const options = { cwd: `${this.folder}/${repository}.git` };
    return (await git('git', args, options)).stdout.trim().split('\n');
  }

  bodyOf(call: string) {
    return this.calls.find(one => one.call === call)?.body;
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, search } = new URL(request.url!, `http://${this.host}`);
    if (!pathname.startsWith(API)) {
      this.serveGit(request, response, pathname, search);
      return;
    }
    const call = `${request.method} ${pathname.slice(API.length)}`;
    const body =
      request.method === 'GET' ? await text(request) : await json(request);
    this.calls.push(request.method === 'GET' ? { call } : { call, body });
    const answer = (status: number, content: object) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(content));
    if (call === 'GET /users/acme') {
      answer(200, { login: 'acme', type: 'Organization' });
    } else if (call === 'POST /orgs/acme/repos') {
      await this.createRepository(Object(body).name, answer);
    } else {
      answer(200, { id: 7 });
    }
  }

  private async createRepository(
    name: string,
    answer: (status: number, content: object) => void,
  ) {
    const path = `${this.folder}/${name}.git`;
    await git('git', ['init', '--quiet', '--bare', path]);
    await git('git', ['-C', path, 'config', 'http.receivepack', 'true']);
    await git('git', ['-C', path, 'symbolic-ref', 'HEAD', 'refs/heads/main']);
    const url = `http://${this.host}/acme/${name}`;
    answer(201, { id: 7, clone_url: `${url}.git`, html_url: url });
  }

  /** Git's own CGI program; it tells status and headers before its output. */
  private serveGit(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    search: string,
  ) {
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROJECT_ROOT: this.folder,
        PATH_INFO: pathname.replace('/acme/', '/'),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
      },
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const headers = output
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map(line => line.split(': '));
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
      for (const [name, value] of headers) {
        response.setHeader(name, value);
      }
      response.writeHead(parseInt(status, 10)).end(output.subarray(end + 4));
    });
  }
}
