import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import pLimit from 'p-limit';

/** Requests under way at a time per account, region and service. */
const MAX_CONCURRENT_REQUESTS = 8;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

// All accounts of a region share one host, so they share its connections.
const AGENT_OPTIONS = { keepAlive: true, maxSockets: 256 };
const httpAgent = new HttpAgent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent(AGENT_OPTIONS);

/**
 * Sends the requests of one client, a few at a time. The limit stands here and
 * not in a middleware, because only the handler sees the abort signal: a
 * request that was aborted while it waited is never sent.
 */
export class LimitedRequestHandler extends NodeHttpHandler {
  private readonly limit = pLimit(MAX_CONCURRENT_REQUESTS);

  constructor() {
    super({
      httpAgent,
      httpsAgent,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    });
  }

  handle(
    ...args: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    return this.limit(() => super.handle(...args));
  }
}
