import { decodeChunks } from './chunked';

describe('decodeChunks', () => {
  it.each([
    ['nothing', '0\r\n\r\n', ''],
    [
      'signed chunks',
      '5;chunk-signature=aa\r\nhello\r\n1;chunk-signature=bb\r\n!\r\n0;chunk-signature=cc\r\n\r\n',
      'hello!',
    ],
    [
      'a trailer',
      '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      'hello',
    ],
    ['line ends in the content', '4\r\n\r\n\r\n\r\n0\r\n\r\n', '\r\n\r\n'],
  ])('decodes %s', (_, body, content) => {
    expect(decodeChunks(Buffer.from(body)).toString()).toBe(content);
  });

  it.each(['', 'ff\r\nshort', 'zz\r\n', '5'])('refuses %j', body => {
    expect(() => decodeChunks(Buffer.from(body))).toThrow('terminated');
  });
});
