import {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { checkRepository } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  readingFrom,
  readRepositoryStandard,
  RepositorySubject,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { ReadCache } from '../reads/ReadCache';
import { RepositoryCheck } from '../schema/openapi/generated/models';

/** How repositories compare with the repository standard. */
export class RepositoryChecks {
  constructor(
    private readonly deps: {
      urlReader: UrlReaderService;
      config: RootConfigService;
      cache: ReadCache;
    },
  ) {}

  /**
   * Throws NotFoundError when the repository is not there, ServiceUnavailableError
   * when it cannot be read, InputError when the configured standard is malformed.
   */
  async get({
    subject: { kind, url },
  }: Access<RepositorySubject>): Promise<RepositoryCheck> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: `repository:${url}`, question: `standard of ${kind}` },
      async signal => {
        const standard = await readRepositoryStandard(this.deps, { signal });
        const paths = await this.pathsOf(url, signal);
        return {
          standard: standard.name,
          files: paths.length,
          violations: checkRepository(standard, kind, paths),
        };
      },
    );
    return { kind, url, ...value, asOf };
  }

  private async pathsOf(url: string, signal: AbortSignal): Promise<string[]> {
    const paths = new Set<string>();
    await readingFrom(`repository at ${url}`, async () => {
      // No content is kept, where a reader can leave it out.
      const filter = (path: string) => {
        paths.add(path);
        return false;
      };
      const tree = await this.deps.urlReader.readTree(url, { signal, filter });
      for (const { path } of await tree.files()) {
        paths.add(path);
      }
    });
    return [...paths];
  }
}
