import type {
  IngestionType,
  ListingState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { isIngestionType, isListingState } from './states';

/** Which listings are shown. */
export interface IngestionFilter {
  states: ListingState[];
  type?: IngestionType;
  text: string;
}

export interface IngestionQuery extends IngestionFilter {
  /** From 1. */
  page: number;
}

/** What the catalog takes. */
export const TEXT_MAX = 100;
export const NO_FILTER: IngestionFilter = {
  states: [],
  type: undefined,
  text: '',
};

function parse(params: URLSearchParams): IngestionQuery {
  const type = params.get('type') ?? '';
  const page = Number(params.get('page'));
  return {
    states: params.getAll('state').filter(isListingState),
    type: isIngestionType(type) ? type : undefined,
    text: (params.get('q') ?? '').slice(0, TEXT_MAX),
    page: Number.isSafeInteger(page) && page > 1 ? page : 1,
  };
}

function put(params: URLSearchParams, key: string, values: string[]) {
  params.delete(key);
  values.filter(Boolean).forEach(value => params.append(key, value));
}

export const isFiltered = (query: IngestionFilter) =>
  query.states.length > 0 || query.type !== undefined || query.text !== '';

/** Filter, page and the opened listing, kept in the address so that they can be shared. */
export function useIngestionQuery() {
  const [params, setParams] = useSearchParams();
  const openId = params.get('listing') ?? undefined;

  const filters = new URLSearchParams(params);
  filters.delete('listing');
  const key = filters.toString();
  // The same object for the same address: opening a listing reads no list anew.
  const query = useMemo(() => parse(new URLSearchParams(key)), [key]);

  const update = (
    change: (next: URLSearchParams) => void,
    options: { replace: boolean },
  ) =>
    setParams(last => {
      const next = new URLSearchParams(last);
      change(next);
      return next;
    }, options);
  const filter = (part: Partial<IngestionFilter>) =>
    update(
      next => {
        const { states, type, text } = { ...parse(next), ...part };
        put(next, 'state', states);
        put(next, 'type', [type ?? '']);
        put(next, 'q', [text]);
        next.delete('page');
      },
      { replace: true },
    );
  const turnTo = (page: number) =>
    update(next => put(next, 'page', [page > 1 ? String(page) : '']), {
      replace: true,
    });
  // With the back button of the browser one leaves the listing, not the page.
  const open = (id: string) =>
    update(next => put(next, 'listing', [id]), { replace: false });
  const close = () => update(next => next.delete('listing'), { replace: true });

  return { query, openId, filter, turnTo, open, close };
}
