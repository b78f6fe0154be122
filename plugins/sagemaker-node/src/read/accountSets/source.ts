import { AccountSet, UnreadableRow } from '../../domain';
import { CallOptions } from '../../readers';

export interface AccountSetListing {
  sets: AccountSet[];
  unreadable: UnreadableRow[];
}

/** One place where account sets are written. */
export interface AccountSetSource {
  /** As in 'There is no such set in <name>'. */
  name: string;
  /** Empty when the source is not configured; throws when it cannot be read. */
  list(options?: CallOptions): Promise<AccountSetListing>;
}
