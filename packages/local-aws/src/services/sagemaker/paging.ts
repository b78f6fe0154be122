import { checkMaxResults, checkOneOf, invalid } from './validation';

/** What the list operations of SageMaker answer when not told otherwise. */
const DEFAULT_PAGE = 10;

export interface PageRequest {
  MaxResults?: number;
  NextToken?: string;
}

function toToken(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64url');
}

function toOffset(token: string | undefined): number {
  if (!token) {
    return 0;
  }
  try {
    const { offset } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Number.isInteger(offset) && offset > 0) {
      return offset;
    }
  } catch {
    // Answered below: whatever is wrong with a token, AWS says the same.
  }
  throw invalid('Invalid NextToken');
}

/**
 * One page; like AWS's, pages shift when something is put in front of them. Takes
 * no more of the items than it must.
 */
export function page<T>(
  items: Iterable<T>,
  { MaxResults, NextToken }: PageRequest,
): { items: T[]; NextToken?: string } {
  checkMaxResults(MaxResults);
  const start = toOffset(NextToken);
  const end = start + (MaxResults ?? DEFAULT_PAGE);
  const taken: T[] = [];
  let index = 0;
  for (const item of items) {
    if (index === end) {
      return { items: taken, NextToken: toToken(end) };
    }
    if (index++ >= start) {
      taken.push(item);
    }
  }
  return { items: taken };
}

export type SortKey = string | number | Date | undefined;

export function compareKeys(a: SortKey, b: SortKey): number {
  if (a === undefined || b === undefined) {
    return Number(a !== undefined) - Number(b !== undefined);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return a < b ? -1 : Number(a > b);
  }
  return Number(a) - Number(b);
}

/** Sorts a copy; equal keys keep their order of creation in both directions. */
export function sorted<T>(
  items: T[],
  keyOf: (item: T) => SortKey,
  order: 'Ascending' | 'Descending',
): T[] {
  const sign = order === 'Ascending' ? 1 : -1;
  return items
    .map((item, index) => ({ item, key: keyOf(item), index }))
    .sort((a, b) => sign * (compareKeys(a.key, b.key) || a.index - b.index))
    .map(({ item }) => item);
}

/** The part that all list operations share: filters by name and time, sort, page. */
export interface ListRequest extends PageRequest {
  NameContains?: string;
  CreationTimeAfter?: Date;
  CreationTimeBefore?: Date;
  SortBy?: string;
  SortOrder?: string;
}

/** Timestamps of a request arrive as seconds since the epoch. */
function isWithin(time: Date, after?: Date, before?: Date): boolean {
  const seconds = time.getTime() / 1000;
  return (
    (after === undefined || seconds >= Number(after)) &&
    (before === undefined || seconds <= Number(before))
  );
}

/**
 * Applies a list request. `keys` names what can be sorted by; the first is the
 * default.
 */
export function list<T>(
  items: Iterable<T>,
  request: ListRequest,
  options: {
    nameOf: (item: T) => string;
    createdOf: (item: T) => Date;
    keys: Record<string, (item: T) => SortKey>;
    defaultOrder: 'Ascending' | 'Descending';
  },
): { items: T[]; NextToken?: string } {
  const [firstKey] = Object.keys(options.keys);
  checkOneOf(request.SortBy, 'sortBy', Object.keys(options.keys));
  checkOneOf(request.SortOrder, 'sortOrder', ['Ascending', 'Descending']);
  const order = request.SortOrder ?? options.defaultOrder;
  const part = request.NameContains?.toLowerCase();
  const found = [...items].filter(
    item =>
      (part === undefined ||
        options.nameOf(item).toLowerCase().includes(part)) &&
      isWithin(
        options.createdOf(item),
        request.CreationTimeAfter,
        request.CreationTimeBefore,
      ),
  );
  return page(
    sorted(
      found,
      options.keys[request.SortBy ?? firstKey],
      order === 'Ascending' ? 'Ascending' : 'Descending',
    ),
    request,
  );
}
