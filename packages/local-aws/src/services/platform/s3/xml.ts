import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
});

const parser = new XMLParser({
  parseTagValue: false,
  isArray: name => name === 'Tag' || name === 'Object',
});

/** A document with one root element; a list becomes repeated elements. */
export function toXml(root: string, content: object): string {
  const body = builder.build({ [root]: { '@xmlns': NAMESPACE, ...content } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** Errors of S3 have no namespace. */
export function errorXml(content: object): string {
  const body = builder.build({ Error: content });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** The tags of a PutObjectTagging body. */
export function parseTagging(body: string): { Key: string; Value: string }[] {
  const tags: { Key?: unknown; Value?: unknown }[] =
    parser.parse(body)?.Tagging?.TagSet?.Tag ?? [];
  return tags.map(({ Key, Value }) => ({
    Key: String(Key ?? ''),
    Value: String(Value ?? ''),
  }));
}

/** An element with its children by name; repeated ones are a list. */
export type XmlElement = Record<string, unknown>;

const lifecycleParser = new XMLParser({
  parseTagValue: false,
  isArray: (_, path) => path === 'LifecycleConfiguration.Rule',
});

/** The rules of a PutBucketLifecycleConfiguration body, in their order. */
export function parseLifecycle(body: string): XmlElement[] {
  return lifecycleParser.parse(body)?.LifecycleConfiguration?.Rule ?? [];
}

/** What a DeleteObjects body asks to delete; `quiet` leaves the deleted keys out of the answer. */
export function parseDelete(body: string): { keys: string[]; quiet: boolean } {
  const request: { Object?: { Key?: unknown }[]; Quiet?: string } =
    parser.parse(body)?.Delete ?? {};
  return {
    keys: (request.Object ?? []).map(({ Key }) => String(Key ?? '')),
    quiet: request.Quiet === 'true',
  };
}
