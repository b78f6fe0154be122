import { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';

/** Repositories behind the URL reader: the paths of their files, by the URL of the root. */
export class FakeRepositories {
  readonly trees = new Map<string, string[]>();
  readonly texts = new Map<string, string>();
  readonly reads: string[] = [];
  /** Thrown by the next read. */
  nextError?: Error;

  readonly service: UrlReaderService = mockServices.urlReader.mock({
    readTree: async (url, options) => {
      const paths = this.read(this.trees, url);
      // As readers of archives do; the one of CodeCommit knows no filter.
      const files = paths.filter(
        path => !options?.filter || options.filter(path),
      );
      return {
        etag: 'etag',
        files: async () =>
          files.map(path => ({
            path,
            content: async () =>
              Buffer.from(this.texts.get(`${url}${path}`) ?? ''),
          })),
        archive: unused,
        dir: unused,
      };
    },
    readUrl: async url => {
      const text = this.read(this.texts, url);
      return { buffer: async () => Buffer.from(text) };
    },
  });

  private read<T>(from: Map<string, T>, url: string): T {
    this.reads.push(url);
    const { nextError } = this;
    if (nextError) {
      this.nextError = undefined;
      throw nextError;
    }
    const found = from.get(url);
    if (!found) {
      throw new NotFoundError(`${url} could not be read, 404`);
    }
    return found;
  }
}

async function unused(): Promise<never> {
  throw new Error('Only the paths of files are read');
}
