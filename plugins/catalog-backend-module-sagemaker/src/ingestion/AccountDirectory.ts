import { ForwardedError } from '@backstage/errors';
import {
  AccountSet,
  KnownTarget,
  SageMakerAws,
  UnreadableRow,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { LastKnown } from '../store/LastKnown';

export interface AccountSetsReading {
  /** With the last known sets of rows that cannot be understood now; the last known ones altogether after an error. */
  accountSets: AccountSet[];
  unreadable: UnreadableRow[];
  /** Known before and not in the table any more. */
  vanished: AccountSet[];
  error?: Error;
}

export interface TargetsReading {
  /** The last known ones after an error. */
  targets: KnownTarget[];
  error?: Error;
}

/** Which accounts there are, remembered in the database for when their source fails. */
export class AccountDirectory {
  constructor(
    private readonly aws: Pick<SageMakerAws, 'accountSets' | 'targets'>,
    private readonly lastKnown: LastKnown,
  ) {}

  /** As remembered by the last sweep. */
  accountSets(): Promise<AccountSet[]> {
    return this.lastKnown.get('account-sets');
  }

  /** As remembered by the last sweep. */
  targets(): Promise<KnownTarget[]> {
    return this.lastKnown.get('targets');
  }

  async readAccountSets(signal: AbortSignal): Promise<AccountSetsReading> {
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

  rememberAccountSets(accountSets: AccountSet[]): Promise<void> {
    return this.lastKnown.save('account-sets', accountSets);
  }

  async readTargets(signal: AbortSignal): Promise<TargetsReading> {
    try {
      const found = await this.aws.targets.targets({ signal });
      const unique = new Map(
        found.map(target => [`${target.accountId}/${target.region}`, target]),
      );
      const targets = [...unique.values()];
      await this.lastKnown.save('targets', targets);
      return { targets };
    } catch (error) {
      return {
        targets: await this.targets(),
        error: new ForwardedError('The targets cannot be found', error),
      };
    }
  }
}
