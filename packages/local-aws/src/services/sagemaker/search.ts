import type { SearchRequest, SearchResponse } from '@aws-sdk/client-sagemaker';
import { Operation } from '../../core/service';
import { page, sorted } from './paging';
import {
  compileExpression,
  propertiesOf,
  propertyOf,
} from './searchExpression';
import { SEARCH_TYPES } from './searchTypes';
import { sagemakerOf } from './store';
import { checkOneOf, invalid, required } from './validation';

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
  const { properties, entries } = SEARCH_TYPES[resource];
  const sortBy = input.SortBy ?? 'LastModifiedTime';
  for (const path of [sortBy, ...propertiesOf(input.SearchExpression ?? {})]) {
    if (!properties.includes(path.split('.')[0])) {
      throw invalid(`Unknown property name: ${path}`);
    }
  }
  const matches = compileExpression(input.SearchExpression);
  const found = entries(sagemakerOf(context.world, context)).filter(
    ({ record }) => matches(record),
  );
  const { items, NextToken } = page(
    sorted(
      found,
      ({ record }) => {
        const key =
          propertyOf(record, sortBy) ?? propertyOf(record, 'CreationTime');
        return typeof key === 'boolean' ? Number(key) : key;
      },
      input.SortOrder ?? 'Descending',
    ),
    input,
  );
  return { Results: items.map(({ answer }) => answer()), NextToken };
};
