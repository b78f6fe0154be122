import { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from './awsError';
import { World } from './world';

/** Who calls, read from the credential scope of the signature. */
export interface Caller {
  accountId: string;
  region: string;
  accessKeyId: string;
}

export interface Context extends Caller {
  world: World;
  /** Aborted when the client has gone before it was answered. */
  signal: AbortSignal;
}

/**
 * One API operation: gets the parsed input, answers the output with `Date`s for
 * timestamps, throws `AwsError`. Written as a method so that each operation can
 * name the SDK's own input type.
 */
export type Operation<I = object, O = object | void> = {
  run(input: I, context: Context): O | Promise<O>;
}['run'];

interface Named {
  /** As in the credential scope: `sagemaker`, `servicecatalog`, `events`, ... */
  name: string;
}

/** AWS JSON 1.0 or 1.1: operation from `X-Amz-Target: <prefix>.<Operation>`. */
export interface JsonService extends Named {
  protocol: 'json';
  targetPrefix: string;
  version: '1.0' | '1.1';
  operations: Record<string, Operation>;
}

/** AWS query: operation from the form field `Action`, answers XML. */
export interface QueryService extends Named {
  protocol: 'query';
  xmlNamespace: string;
  operations: Record<string, Operation>;
}

/** Speaks HTTP itself: S3, DynamoDB. */
export interface RawService extends Named {
  protocol: 'raw';
  /** Name of the operation, for the call log and faults. */
  operationOf(request: IncomingMessage): string;
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    context: Context,
  ): void | Promise<void>;
  /** Answers an error in the service's own format; AWS JSON when left out. */
  fail?(response: ServerResponse, error: AwsError): void;
}

export type Service = JsonService | QueryService | RawService;

/** A path that is no AWS API, such as git over HTTP; true when it took the request. */
export type HttpRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
) => boolean | Promise<boolean>;
