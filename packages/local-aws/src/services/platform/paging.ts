/** A page of a list that is kept whole in memory. */
export interface PageOf<T> {
  items: T[];
  /** Token of the next page; undefined on the last one. */
  next?: string;
}

const TOKEN = /^offset:(\d+)$/;

function encode(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

/**
 * The page that a token names.
 *
 * @param size - items a page, already checked or defaulted by the operation
 * @param invalid - the service's own error for a token it has not handed out
 */
export function pageOf<T>(
  all: T[],
  token: string | undefined,
  size: number,
  invalid: () => Error,
): PageOf<T> {
  let offset = 0;
  if (token !== undefined) {
    const known = TOKEN.exec(Buffer.from(token, 'base64url').toString());
    if (!known) {
      throw invalid();
    }
    offset = Number(known[1]);
  }
  const end = offset + size;
  return {
    items: all.slice(offset, end),
    next: end < all.length ? encode(end) : undefined,
  };
}
