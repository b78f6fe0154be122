import { ServiceUnavailableError } from '@backstage/errors';
import {
  AwsCredentialProvider,
  AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import { AwsMetrics } from './metrics';

type Provider = AwsCredentialProvider['sdkCredentialProvider'];
type Identity = Awaited<ReturnType<Provider>>;

// The SDK asks for new credentials as soon as less than this is left. Asking
// any later here would answer it with the same ones again on every call.
const REFRESH_BEFORE_MS = 5 * 60 * 1000;

function expiresSoon(identity: Identity): boolean {
  return (
    identity.expiration !== undefined &&
    identity.expiration.getTime() - Date.now() < REFRESH_BEFORE_MS
  );
}

/**
 * One credential provider per account, shared by its clients. Each client of
 * the SDK would otherwise assume the role by itself: this way an account costs
 * one AssumeRole per credential lifetime, however many clients, regions and
 * concurrent first calls there are.
 */
export class AccountCredentials {
  private readonly identities = new Map<string, Promise<Identity>>();

  constructor(
    private readonly manager: AwsCredentialsManager,
    private readonly metrics: AwsMetrics,
  ) {}

  provider(accountId: string): Provider {
    return () => this.identity(accountId);
  }

  /** Makes the next call assume the role anew, after AWS refused the credentials. */
  forget(accountId: string) {
    this.identities.delete(accountId);
  }

  private async identity(accountId: string): Promise<Identity> {
    const held = this.identities.get(accountId);
    if (held && !expiresSoon(await held)) {
      return held;
    }
    if (this.identities.get(accountId) !== held) {
      return this.identity(accountId);
    }
    const fresh = this.obtain(accountId);
    this.identities.set(accountId, fresh);
    return fresh;
  }

  private async obtain(accountId: string): Promise<Identity> {
    try {
      const { sdkCredentialProvider } =
        await this.manager.getCredentialProvider({ accountId });
      const identity = await sdkCredentialProvider();
      this.metrics.credentials('ok');
      return identity;
    } catch (error) {
      this.identities.delete(accountId);
      this.metrics.credentials('failed');
      throw new ServiceUnavailableError(
        `No credentials for AWS account ${accountId}: check 'aws.accounts' and 'aws.accountDefaults' in the configuration, and the trust policy and external ID of the role`,
        error,
      );
    }
  }
}
