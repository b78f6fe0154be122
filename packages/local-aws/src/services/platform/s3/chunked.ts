import { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../core/awsError';

const LINE_END = '\r\n';

/** True when the body is `aws-chunked`, with signatures or a checksum trailer. */
export function isChunked(headers: IncomingHttpHeaders): boolean {
  return (
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    String(headers['content-encoding'] ?? '').includes('aws-chunked')
  );
}

/** The content of an `aws-chunked` body: `<hex size>[;signature]\r\n<bytes>\r\n...0\r\n<trailers>`. */
export function decodeChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf(LINE_END, position);
    const head = body.subarray(position, Math.max(lineEnd, 0)).toString();
    const size = parseInt(head, 16);
    const start = lineEnd + LINE_END.length;
    if (lineEnd < 0 || Number.isNaN(size) || start + size > body.length) {
      throw new AwsError(
        'IncompleteBody',
        'The request body terminated unexpectedly',
      );
    }
    if (size === 0) {
      return Buffer.concat(chunks);
    }
    chunks.push(body.subarray(start, start + size));
    position = start + size + LINE_END.length;
  }
}
