import { randomUUID } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from './awsError';

/** Timestamps go out as AWS JSON does it: seconds since the epoch. */
export function toAwsJson(output: object): string {
  return JSON.stringify(output, function seconds(key, value) {
    const original: unknown = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
}

/** An HTTP answer that is ready to be sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The SDK reads the code from `__type`, older clients from the header. */
export function jsonError(error: AwsError): Answer {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

const builder = new XMLBuilder({ suppressEmptyNode: true });

/** Lists become `member` elements and dates ISO strings, as in AWS query. */
function toMembers(value: unknown): unknown {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return { member: value.map(toMembers) };
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, toMembers(entry)]),
    );
  }
  return value;
}

export function queryResponse(
  operation: string,
  namespace: string,
  output: object,
): string {
  const body = builder.build({
    [`${operation}Result`]: toMembers(output),
    ResponseMetadata: { RequestId: randomUUID() },
  });
  return `<${operation}Response xmlns="${namespace}">${body}</${operation}Response>`;
}

export function queryError(error: AwsError, namespace: string): Answer {
  const body = builder.build({
    Error: {
      Type: error.status < 500 ? 'Sender' : 'Receiver',
      Code: error.code,
      Message: error.message,
    },
    RequestId: randomUUID(),
  });
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`,
  };
}

/**
 * A form such as `Tags.member.1.Key=a` as nested objects and lists.
 * Throws when a name cannot be nested.
 */
export function parseQueryForm(body: string): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (name === 'Action' || name === 'Version') {
      continue;
    }
    const path = name.split('.');
    let node = root;
    path.slice(0, -1).forEach(part => {
      const next = node[part] ?? {};
      node[part] = next;
      node = next as Record<string, unknown>;
    });
    node[path.at(-1)!] = value;
  }
  return collectLists(root) as Record<string, unknown>;
}

function collectLists(value: unknown): unknown {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if ('member' in value && value.member && typeof value.member === 'object') {
    return Object.entries(value.member)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, entry]) => collectLists(entry));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, collectLists(entry)]),
  );
}
