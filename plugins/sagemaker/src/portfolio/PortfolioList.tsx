import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import {
  EmptyPicture,
  LoadingPicture,
  ProblemPicture,
} from '../components/pictures';
import { describeProblem } from '../components/problems';
import { PortfolioTable } from './PortfolioTable';
import { PortfolioQuery, VIEWS } from './usePortfolioQuery';

const PAGE = 25;
const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.description',
  'spec.owner',
  'spec.system',
  'spec.state',
  'spec.regions',
];

/** One page of the catalog; nothing here asks AWS. */
export const PortfolioList = ({ query }: { query: PortfolioQuery }) => {
  const catalogApi = useApi(catalogApiRef);
  const [cursor, setCursor] = useState<string>();
  const { label, filter } = VIEWS[query.view];
  const { value, error, loading, retry } = useAsyncRetry(
    () =>
      cursor
        ? catalogApi.queryEntities({ cursor, limit: PAGE, fields: FIELDS })
        : catalogApi.queryEntities({
            filter,
            limit: PAGE,
            fields: FIELDS,
            orderFields: { field: 'metadata.name', order: 'asc' },
            fullTextFilter: {
              term: query.text,
              fields: ['metadata.name', 'metadata.title', 'spec.owner'],
            },
          }),
    [catalogApi, filter, query.text, cursor],
  );
  if (error) {
    return <ProblemPicture problem={describeProblem(error)} onRetry={retry} />;
  }
  if (!value) {
    return <LoadingPicture what={label.toLowerCase()} />;
  }
  if (value.items.length === 0) {
    return query.text ? (
      <EmptyPicture title={`No ${label.toLowerCase()} match "${query.text}"`}>
        Search for another part of a name or of an owner.
      </EmptyPicture>
    ) : (
      <EmptyPicture title={`No ${label.toLowerCase()} in the catalog`}>
        They appear once the catalog module for SageMaker has read your
        accounts.
      </EmptyPicture>
    );
  }
  const { prevCursor, nextCursor } = value.pageInfo;
  const page = (text: string, to: string | undefined) => (
    <Button
      variant="secondary"
      isDisabled={!to || loading}
      onPress={() => setCursor(to)}
    >
      {text}
    </Button>
  );
  return (
    <Flex direction="column" gap="3">
      <Text as="p" role="status" color="secondary">
        {value.totalItems} {label.toLowerCase()}
      </Text>
      <PortfolioTable
        entities={value.items}
        showSystem={query.view === 'models'}
        showState={query.view === 'account-sets'}
      />
      {(prevCursor || nextCursor) && (
        <Flex gap="2">
          {page('Previous', prevCursor)}
          {page('Next', nextCursor)}
        </Flex>
      )}
    </Flex>
  );
};
