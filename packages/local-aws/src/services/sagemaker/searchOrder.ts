import { compareKeys, sorted, SortKey } from './paging';
import { readerOf } from './searchExpression';
import { Candidate, SearchType } from './searchTypes';
import { SageMakerStore } from './store';

export interface SearchOrder {
  sortBy: string;
  order: 'Ascending' | 'Descending';
}

/** What was sorted last: the candidates in the order of the store, and in order. */
interface Sorting extends SearchOrder {
  candidates: Candidate[];
  keys: SortKey[];
  sorted: Candidate[];
}

const sortings = new WeakMap<SageMakerStore, Map<SearchType, Sorting>>();

/** What a record is sorted by; one without that property by its creation. */
function keyReader(sortBy: string): (candidate: Candidate) => SortKey {
  const read = readerOf(sortBy);
  const readCreation = readerOf('CreationTime');
  return candidate => {
    const key = read(candidate) ?? readCreation(candidate);
    return typeof key === 'boolean' ? Number(key) : key;
  };
}

/** Sorts candidates of any store. */
export function sortCandidates(
  candidates: Candidate[],
  { sortBy, order }: SearchOrder,
): Candidate[] {
  return sorted(candidates, keyReader(sortBy), order);
}

function candidatesOf(type: SearchType, store: SageMakerStore): Candidate[] {
  return Array.from(
    type.records(store),
    ([arn, record]) => new Candidate(arn, record, store),
  );
}

/**
 * All records of a type in order. A walk through many pages sorts once: before
 * each page the records are only compared with those that were sorted, because
 * anything may have changed them in the meantime.
 */
export function inOrder(
  type: SearchType,
  store: SageMakerStore,
  searchOrder: SearchOrder,
): Candidate[] {
  const ofStore = sortings.get(store) ?? new Map<SearchType, Sorting>();
  sortings.set(store, ofStore);
  const last = ofStore.get(type);
  if (
    last?.sortBy === searchOrder.sortBy &&
    last.order === searchOrder.order &&
    isUnchanged(last, type.records(store))
  ) {
    return last.sorted;
  }
  const candidates = candidatesOf(type, store);
  const sorting = {
    ...searchOrder,
    candidates,
    keys: candidates.map(keyReader(searchOrder.sortBy)),
    sorted: sortCandidates(candidates, searchOrder),
  };
  ofStore.set(type, sorting);
  return sorting.sorted;
}

function isUnchanged(
  { candidates, keys, sortBy }: Sorting,
  records: Iterable<[arn: string, record: object]>,
): boolean {
  const keyOf = keyReader(sortBy);
  let index = 0;
  for (const [, record] of records) {
    const candidate = candidates[index];
    if (
      candidate?.record !== record ||
      compareKeys(keys[index], keyOf(candidate)) !== 0
    ) {
      return false;
    }
    index++;
  }
  return index === candidates.length;
}
