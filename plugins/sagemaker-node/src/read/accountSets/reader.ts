import { InputError, NotFoundError } from '@backstage/errors';
import { AccountSet } from '../../domain';
import { AccountSetReader } from '../../readers';
import { AccountSetListing, AccountSetSource } from './source';

/**
 * The sets of all sources, the most trusted first. A name belongs to the first
 * source that has it, even if it cannot be read there: the other may be old.
 */
function merge(
  listings: (AccountSetListing & { from: string })[],
): AccountSetListing {
  const sets: AccountSet[] = [];
  const unreadable: AccountSetListing['unreadable'] = [];
  const owners = new Map<string, string>();
  for (const listing of listings) {
    for (const set of listing.sets) {
      const owner = owners.get(set.name);
      if (owner === undefined) {
        sets.push(set);
      } else {
        unreadable.push({
          key: set.name,
          reason: `the account set in ${listing.from} is not used, because ${owner} has one of the same name`,
        });
      }
    }
    unreadable.push(...listing.unreadable);
    for (const name of [
      ...listing.sets.map(set => set.name),
      ...listing.unreadable.map(({ key }) => key),
    ]) {
      owners.set(name, owners.get(name) ?? listing.from);
    }
  }
  return { sets, unreadable };
}

/** @param sources - the most trusted first */
export function createAccountSetReader(
  sources: AccountSetSource[],
  provisionedProduct: AccountSetReader['provisionedProduct'],
): AccountSetReader {
  return {
    async list(options) {
      return merge(
        await Promise.all(
          sources.map(async source => ({
            ...(await source.list(options)),
            from: source.name,
          })),
        ),
      );
    },

    async get(name, options) {
      for (const source of sources) {
        const { sets, unreadable } = await source.list(options);
        const set = sets.find(one => one.name === name);
        if (set) {
          return set;
        }
        const problem = unreadable.find(({ key }) => key === name);
        if (problem) {
          throw new InputError(
            `The account set '${name}' in ${source.name} cannot be read: ${problem.reason}`,
          );
        }
      }
      throw new NotFoundError(
        `There is no account set '${name}' in ${sources
          .map(source => source.name)
          .join(', ')}`,
      );
    },

    provisionedProduct,
  };
}
