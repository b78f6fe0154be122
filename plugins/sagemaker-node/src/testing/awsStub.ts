import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

/** One request that arrived. */
export interface StubCall {
  accountId: string;
  region: string;
  /** As in the credential scope, such as `servicecatalog`. */
  service: string;
  operation: string;
  input: Record<string, unknown>;
}

/** Thrown by an answer to fail the request as AWS does. */
export class StubError extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
  }
}

/** A text is XML, as S3 answers. */
type Answer = (call: StubCall) => object | string | Promise<object | string>;

export interface AwsStub {
  url: string;
  calls: StubCall[];
  /** How often an operation was called. */
  count(operation: string): number;
  close(): Promise<void>;
}

const SCOPE = /Credential=A(?:KIA|SIA)(\d{12})[^/]*\/\d{8}\/([^/]+)\/([^/]+)\//;

async function readCall(request: IncomingMessage): Promise<StubCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString();
  const [, accountId = '', region = '', service = ''] =
    SCOPE.exec(request.headers.authorization ?? '') ?? [];
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    const input = JSON.parse(body);
    return { accountId, region, service, operation, input };
  }
  const input = Object.fromEntries(new URLSearchParams(body));
  return { accountId, region, service, operation: input.Action, input };
}

const CREDENTIAL_LIFETIME_MS = 3_600_000;

function assumedRole(roleArn: unknown): string {
  const accountId = String(roleArn).split(':')[4];
  const expiration = new Date(
    Date.now() + CREDENTIAL_LIFETIME_MS,
  ).toISOString();
  return `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA${accountId}STUB</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

/**
 * A loopback endpoint that speaks AWS JSON and hands out roles, for answers
 * that no well-behaved AWS gives. Everything else is tested with Local AWS.
 */
export async function startAwsStub(answer: Answer): Promise<AwsStub> {
  const calls: StubCall[] = [];
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    calls.push(call);
    try {
      if (call.operation === 'AssumeRole') {
        await answer(call);
        response.setHeader('content-type', 'text/xml');
        response.end(assumedRole(call.input.RoleArn));
        return;
      }
      const content = await answer(call);
      if (typeof content === 'string') {
        response.setHeader('content-type', 'application/xml');
        response.end(content);
        return;
      }
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(content));
    } catch (error) {
      const { code, status } =
        error instanceof StubError
          ? error
          : { code: 'InternalFailure', status: 500 };
      const message = error instanceof Error ? error.message : String(error);
      if (call.operation === 'AssumeRole') {
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(
          `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        );
        return;
      }
      response.writeHead(status, {
        'content-type': 'application/x-amz-json-1.1',
      });
      response.end(JSON.stringify({ __type: code, message }));
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    count: operation =>
      calls.filter(call => call.operation === operation).length,
    async close() {
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
