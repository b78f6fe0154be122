import { NotAllowedError } from '@backstage/errors';
import { ModelVersion } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { PortalRuns } from '../runs/PortalRuns';

/**
 * Keeps whoever has asked for a version from deciding on it: the person who
 * started the run that registered it. Known are runs that were started in the
 * portal; of others AWS tells a role, which is no person.
 */
export class Requesters {
  constructor(
    private readonly deps: {
      portalRuns: Pick<PortalRuns, 'startersOf'>;
      /** By configuration. */
      mayDecide: boolean;
    },
  ) {}

  /** Whether a decision depends on the run of its version. */
  get matters(): boolean {
    return !this.deps.mayDecide;
  }

  /** Throws NotAllowedError for the person who started the run of the version. */
  async assertOther(
    { version, runArn }: Pick<ModelVersion, 'version' | 'runArn'>,
    person: string,
  ): Promise<void> {
    if (!this.matters || !runArn) {
      return;
    }
    const starters = await this.deps.portalRuns.startersOf([runArn]);
    if (starters.get(runArn) === person) {
      throw new NotAllowedError(
        `You started the run that registered version ${version}, so somebody else has to decide on it`,
      );
    }
  }
}
