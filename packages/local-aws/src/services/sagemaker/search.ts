import type {
  SearchExpression,
  SearchRequest,
  SearchResponse,
} from '@aws-sdk/client-sagemaker';
import { Context, Operation } from '../../core/service';
import { page } from './paging';
import { compileExpression, propertiesOf } from './searchExpression';
import { inOrder, SearchOrder, sortCandidates } from './searchOrder';
import { Candidate, SEARCH_TYPES } from './searchTypes';
import {
  CROSS_ACCOUNT_OPTIONS,
  sharedModelGroups,
  sharedModelPackages,
} from './sharing';
import { SageMakerStore, sagemakerOf } from './store';
import { checkOneOf, invalid, required } from './validation';

function* filtered(
  candidates: Candidate[],
  expression: SearchExpression,
): Iterable<Candidate> {
  const matches = compileExpression(expression);
  for (const candidate of candidates) {
    if (matches(candidate)) {
      yield candidate;
    }
  }
}

/** Only model groups are shared, and with them their versions. */
const SHARED: Record<
  string,
  (context: Context) => { arn: string; record: object; store: SageMakerStore }[]
> = {
  ModelPackageGroup: sharedModelGroups,
  ModelPackage: sharedModelPackages,
};

function sharedCandidates(resource: string, context: Context): Candidate[] {
  const shared = SHARED[resource]?.(context) ?? [];
  return shared.map(
    ({ arn, record, store }) => new Candidate(arn, record, store),
  );
}

/**
 * Whole records with their tags. By default the last modified come first, so
 * pages shift when something changes between two of them, as they do in AWS.
 */
export const search: Operation<SearchRequest, SearchResponse> = (
  input,
  context,
) => {
  const resource = required(input.Resource, 'resource');
  checkOneOf(resource, 'resource', Object.keys(SEARCH_TYPES));
  checkOneOf(input.SortOrder, 'sortOrder', ['Ascending', 'Descending']);
  checkOneOf(
    input.CrossAccountFilterOption,
    'crossAccountFilterOption',
    CROSS_ACCOUNT_OPTIONS,
  );
  const type = SEARCH_TYPES[resource];
  const sortBy = input.SortBy ?? 'LastModifiedTime';
  for (const path of [sortBy, ...propertiesOf(input.SearchExpression ?? {})]) {
    if (!type.properties.includes(path.split('.')[0])) {
      throw invalid(`Unknown property name: ${path}`);
    }
  }
  const order: SearchOrder = { sortBy, order: input.SortOrder ?? 'Descending' };
  const store = sagemakerOf(context.world, context);
  const isCross = input.CrossAccountFilterOption === 'CrossAccount';
  const candidates = isCross
    ? sortCandidates(sharedCandidates(resource, context), order)
    : inOrder(type, store, order);
  const { SearchExpression: expression } = input;
  if (expression) {
    const { items, NextToken } = page(filtered(candidates, expression), input);
    return { Results: items.map(type.answer), NextToken };
  }
  const strays = isCross ? undefined : store.strays.get(resource);
  const { items, NextToken } = page(
    strays ? [...strays, ...candidates] : candidates,
    input,
  );
  return {
    Results: items.map(item =>
      item instanceof Candidate ? type.answer(item) : item,
    ),
    NextToken,
  };
};
