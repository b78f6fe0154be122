import {
  TYPE_ACCOUNT_SET,
  TYPE_MODEL_GROUP,
  TYPE_USE_CASE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the portfolio lists, by the word in the address. */
export const VIEWS = {
  models: {
    label: 'Model groups',
    filter: { kind: 'resource', 'spec.type': TYPE_MODEL_GROUP },
  },
  'use-cases': {
    label: 'Use cases',
    filter: { kind: 'system', 'spec.type': TYPE_USE_CASE },
  },
  'account-sets': {
    label: 'Account sets',
    filter: { kind: 'resource', 'spec.type': TYPE_ACCOUNT_SET },
  },
};
export type View = keyof typeof VIEWS;

export const isView = (value: unknown): value is View =>
  typeof value === 'string' && Object.hasOwn(VIEWS, value);

export interface PortfolioQuery {
  view: View;
  text: string;
}

/** View and search text, kept in the address so that a list can be shared. */
export function usePortfolioQuery() {
  const [params, setParams] = useSearchParams();
  const view = params.get('view');
  const query: PortfolioQuery = {
    view: isView(view) ? view : 'models',
    text: params.get('q') ?? '',
  };
  const change = useCallback(
    (part: Partial<PortfolioQuery>) =>
      setParams(
        last => {
          const next = new URLSearchParams(last);
          if (part.view) next.set('view', part.view);
          if (part.text) next.set('q', part.text);
          if (part.text === '') next.delete('q');
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { query, change };
}
