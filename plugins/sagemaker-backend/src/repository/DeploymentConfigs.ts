import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { changeFindings } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  matchesPattern,
  readDeployment,
  RepositorySubject,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access } from '../access/Gate';
import { ReadCache } from '../reads/ReadCache';
import {
  DeploymentChange,
  DeploymentChangeFindings,
  DeploymentConfig,
} from '../schema/openapi/generated/models';

/** How the stages of deployment repositories are deployed. */
export class DeploymentConfigs {
  constructor(
    private readonly deps: {
      urlReader: UrlReaderService;
      integrations: ScmIntegrationRegistry;
      cache: ReadCache;
    },
  ) {}

  /**
   * Throws NotFoundError when the repository has no such stage,
   * ServiceUnavailableError when it cannot be read, InputError when the file is
   * malformed.
   */
  async get(
    { subject: { url } }: Access<RepositorySubject>,
    stage: string,
  ): Promise<DeploymentConfig> {
    const { value, asOf } = await this.deps.cache.read(
      { subject: `repository:${url}`, question: `deployment of ${stage}` },
      async signal =>
        (
          await readDeployment(this.deps, url, stage, { signal })
        ).config,
    );
    return { ...value, asOf };
  }

  /** The same errors as for `get`. */
  async check(
    access: Access<RepositorySubject>,
    change: DeploymentChange,
  ): Promise<DeploymentChangeFindings> {
    const { asOf, ...config } = await this.get(access, change.stage);
    return { findings: changeFindings(config, change, matchesPattern), asOf };
  }
}
