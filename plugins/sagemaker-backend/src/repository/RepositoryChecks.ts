import {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { checkRepository } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { readRepositoryStandard } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { ReadCache } from '../reads/ReadCache';
import { RepositoryCheck } from '../schema/openapi/generated/models';
import { RepositorySubject } from './repositorySubject';

/** Names of errors that say that a repository, branch or folder is not there. */
const NOT_THERE = /^NotFoundError$|DoesNotExistException$/;

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
    try {
      // No content is kept, where a reader can leave it out.
      const filter = (path: string) => {
        paths.add(path);
        return false;
      };
      const tree = await this.deps.urlReader.readTree(url, { signal, filter });
      for (const { path } of await tree.files()) {
        paths.add(path);
      }
    } catch (error) {
      if (NOT_THERE.test(toError(error).name)) {
        throw new NotFoundError(
          `There is no repository at ${url}. Check that it still exists and that the portal's integration may read it`,
          error,
        );
      }
      throw new ServiceUnavailableError(
        `The repository at ${url} cannot be read. Check its host under 'integrations' in the configuration`,
        error,
      );
    }
    return [...paths];
  }
}
