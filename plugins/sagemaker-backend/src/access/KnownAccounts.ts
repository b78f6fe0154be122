import { NotAllowedError } from '@backstage/errors';
import { TargetDirectory } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ReadCache } from '../reads/ReadCache';

/** The accounts that this portal may be led to by an entity. */
export class KnownAccounts {
  constructor(
    private readonly directory: TargetDirectory,
    private readonly cache: ReadCache,
  ) {}

  /** Throws a NotAllowedError for an account that is in no account set or configuration. */
  async assertKnown(accountId: string) {
    const { value: known } = await this.cache.read(
      { subject: 'accounts', question: 'targets' },
      async signal => {
        const targets = await this.directory.targets({ signal });
        return [...new Set(targets.map(target => target.accountId))];
      },
    );
    if (!known.includes(accountId)) {
      throw new NotAllowedError(
        `Account ${accountId} is in no active account set and not in the configuration 'sagemaker.accounts' of this portal`,
      );
    }
  }
}
