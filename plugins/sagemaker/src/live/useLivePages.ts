import { Entity } from '@backstage/catalog-model';
import { useCallback, useState } from 'react';
import { loadPages } from '../api/loadPages';
import { PageOptions } from '../api/SageMakerApi';
import { useLive } from './useLive';

interface PagedList {
  items: { arn: string }[];
  nextCursor?: string;
  asOf: string;
}

/** A live list that grows by a page with every `more()`. `fetchPage` must be memoized. */
export function useLivePages<L extends PagedList>(
  entity: Entity,
  pageSize: number,
  fetchPage: (options: PageOptions) => Promise<L>,
) {
  const [pages, setPages] = useState(1);
  const live = useLive(
    entity,
    useCallback(
      signal =>
        loadPages(pages, cursor =>
          fetchPage({ limit: pageSize, cursor, signal }),
        ),
      [pages, pageSize, fetchPage],
    ),
  );
  const more = live.data?.nextCursor
    ? () => setPages(count => count + 1)
    : undefined;
  return { live, more };
}
