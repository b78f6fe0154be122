import { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from './awsError';
import { CallLog } from './calls';
import { readCaller } from './credentials';
import { Faults, Strike } from './faults';
import {
  Answer,
  jsonError,
  parseQueryForm,
  queryError,
  queryResponse,
  toAwsJson,
} from './protocols';
import { reshape, RESHAPES } from './reshape';
import {
  Context,
  JsonService,
  Operation,
  QueryService,
  Service,
} from './service';
import { World } from './world';

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asAwsError(error: unknown): AwsError {
  return error instanceof AwsError
    ? error
    : new AwsError('InternalFailure', String(error), 500);
}

function operationOf(
  service: Service,
  request: IncomingMessage,
  body: Buffer,
): string {
  switch (service.protocol) {
    case 'json': {
      const target = String(request.headers['x-amz-target'] ?? '');
      return target.slice(target.lastIndexOf('.') + 1);
    }
    case 'query':
      return new URLSearchParams(body.toString()).get('Action') ?? '';
    default:
      return service.operationOf(request);
  }
}

/** What a Search is for: one operation reads all types. */
function resourceOf(operation: string, body: Buffer): string | undefined {
  if (operation !== 'Search') {
    return undefined;
  }
  try {
    const input: unknown = JSON.parse(body.toString());
    return typeof input === 'object' &&
      input !== null &&
      'Resource' in input &&
      typeof input.Resource === 'string'
      ? input.Resource
      : undefined;
  } catch {
    // The operation itself answers what is wrong with the body.
    return undefined;
  }
}

/** Aborts when the client closes the connection before it has its answer. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function parseJson(body: Buffer): object {
  let input: unknown = {};
  try {
    input = body.length ? JSON.parse(body.toString()) : {};
  } catch (error) {
    throw new AwsError('SerializationException', String(error));
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AwsError('SerializationException', 'The input is no object');
  }
  return input;
}

function findOperation(
  service: JsonService | QueryService,
  operation: string,
): Operation {
  const run = service.operations[operation];
  if (!run) {
    throw new AwsError(
      'UnknownOperationException',
      `This endpoint does not know ${service.name}:${operation}`,
    );
  }
  return run;
}

/** Runs an operation of a service that speaks one of the two protocols. */
async function runOperation(
  service: JsonService | QueryService,
  operation: string,
  body: Buffer,
  context: Context,
  strike: Strike | undefined,
): Promise<Answer> {
  const run = findOperation(service, operation);
  if (service.protocol === 'json') {
    const input = parseJson(body);
    const output = (await run(input, context)) ?? {};
    const kind = RESHAPES.find(name => name === strike);
    return {
      status: 200,
      headers: { 'content-type': `application/x-amz-json-${service.version}` },
      body: toAwsJson(kind ? reshape(kind, input, output) : output),
    };
  }
  const output = await run(parseQueryForm(body.toString()), context);
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: queryResponse(operation, service.xmlNamespace, output ?? {}),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer) {
  response.writeHead(status, headers).end(body);
}

/** Promises a whole answer and breaks the connection in the middle of it. */
function sendTruncated(response: ServerResponse, { headers, body }: Answer) {
  const bytes = Buffer.from(body);
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

function sendError(
  service: Service | undefined,
  response: ServerResponse,
  error: AwsError,
) {
  if (response.headersSent) {
    response.destroy();
  } else if (service?.protocol === 'query') {
    send(response, queryError(error, service.xmlNamespace));
  } else if (service?.protocol === 'raw' && service.fail) {
    service.fail(response, error);
  } else {
    send(response, jsonError(error));
  }
}

/** Takes AWS requests apart, calls the operation and answers in its protocol. */
export class Dispatcher {
  readonly #services: Map<string, Service>;

  constructor(
    services: Service[],
    private readonly world: World,
    private readonly calls: CallLog,
    private readonly faults: Faults,
  ) {
    this.#services = new Map(services.map(service => [service.name, service]));
  }

  async handle(request: IncomingMessage, response: ServerResponse) {
    const signal = goneSignal(response);
    const body = await readBody(request);
    let service: Service | undefined;
    try {
      const caller = readCaller(request);
      service = this.#services.get(caller.service);
      if (!service) {
        throw new AwsError(
          'UnknownOperationException',
          `This endpoint has no service '${caller.service}'`,
        );
      }
      await this.#call(service, request, response, body, {
        ...caller,
        world: this.world,
        signal,
      });
    } catch (error) {
      sendError(service, response, asAwsError(error));
    }
  }

  async #call(
    service: Service,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    context: Context,
  ) {
    const operation = operationOf(service, request, body);
    const call = {
      accountId: context.accountId,
      region: context.region,
      service: service.name,
      operation,
      resource: resourceOf(operation, body),
    };
    const strike = this.faults.strike(call);
    let failure: string | undefined =
      strike === 'timeout' || strike === 'truncated' ? strike : undefined;
    try {
      if (strike instanceof AwsError) {
        throw strike;
      } else if (strike === 'timeout') {
        return;
      } else if (service.protocol !== 'raw') {
        const answer = await runOperation(
          service,
          operation,
          body,
          context,
          strike,
        );
        if (strike === 'truncated') {
          sendTruncated(response, answer);
        } else {
          send(response, answer);
        }
      } else if (strike === 'truncated') {
        response.destroy();
      } else {
        await service.handle(request, response, body, context);
      }
    } catch (error) {
      failure = asAwsError(error).code;
      throw error;
    } finally {
      this.calls.record(call, failure);
    }
  }
}
