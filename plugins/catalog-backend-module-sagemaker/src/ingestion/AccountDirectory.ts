import { ForwardedError } from '@backstage/errors';
import {
  AccountSet,
  KnownTarget,
  SageMakerAws,
  SageMakerConfig,
  toTargets,
  UnreadableRow,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { LastKnown } from '../store/LastKnown';

export interface AccountSetsReading {
  /** With the last known sets of rows that cannot be understood now; the last known ones altogether after an error. */
  accountSets: AccountSet[];
  unreadable: UnreadableRow[];
  /** Known before and in no source any more. */
  vanished: AccountSet[];
  error?: Error;
}

/** Which accounts there are, remembered in the database for when their source fails. */
export class AccountDirectory {
  constructor(
    private readonly aws: Pick<SageMakerAws, 'accountSets'>,
    private readonly settings: Pick<SageMakerConfig, 'accounts'>,
    private readonly lastKnown: LastKnown,
  ) {}

  /** As last remembered. */
  accountSets(): Promise<AccountSet[]> {
    return this.lastKnown.get('account-sets');
  }

  /** Where there is something to read, as last remembered. */
  async targets(): Promise<KnownTarget[]> {
    return toTargets(await this.accountSets(), this.settings.accounts);
  }

  async read(signal: AbortSignal): Promise<AccountSetsReading> {
    const before = await this.accountSets();
    try {
      const { sets, unreadable } = await this.aws.accountSets.list({ signal });
      const names = new Set(sets.map(({ name }) => name));
      const unreadableKeys = new Set(unreadable.map(({ key }) => key));
      const absent = before.filter(({ name }) => !names.has(name));
      return {
        accountSets: [
          ...sets,
          ...absent.filter(({ name }) => unreadableKeys.has(name)),
        ],
        unreadable,
        vanished: absent.filter(({ name }) => !unreadableKeys.has(name)),
      };
    } catch (error) {
      return {
        accountSets: before,
        unreadable: [],
        vanished: [],
        error: new ForwardedError('The account sets cannot be read', error),
      };
    }
  }

  remember(accountSets: AccountSet[]): Promise<void> {
    return this.lastKnown.save('account-sets', accountSets);
  }
}
