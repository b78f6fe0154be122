const DEFAULT_LIMIT = 20;

export interface PageRequest {
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export function pageOf(query: {
  limit?: number;
  cursor?: string;
}): PageRequest {
  return { limit: query.limit ?? DEFAULT_LIMIT, cursor: query.cursor };
}

export function pageQuestion({ limit, cursor }: PageRequest): string {
  return `limit=${limit}&cursor=${cursor ?? ''}`;
}
