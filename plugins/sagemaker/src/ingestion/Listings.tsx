import { Button, TablePagination, useBreakpoint } from '@backstage/ui';
import { EmptyPicture } from '../components/pictures';
import { ListingList } from './ListingList';
import { ListingTable } from './ListingTable';
import { IngestionFilter, isFiltered, NO_FILTER } from './useIngestionQuery';
import { PAGE, ShownOverview } from './useOverview';
import { Sweep } from './useSweep';

/** One page of listings: a table, or a list where a table has no room. */
export const Listings = (props: {
  overview: ShownOverview;
  /** True while what was asked for last is still being read. */
  isStale: boolean;
  sweep: Sweep;
  onOpen: (id: string) => void;
  onTurn: (page: number) => void;
  onFilter: (filter: IngestionFilter) => void;
}) => {
  const { overview, isStale, sweep, onOpen, onTurn, onFilter } = props;
  const { items, totalItems, query } = overview;
  const isNarrow = useBreakpoint().down('md');
  if (items.length === 0) {
    return isFiltered(query) && totalItems === 0 ? (
      <EmptyPicture
        title="No listings match"
        action={
          <Button variant="secondary" onPress={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      >
        No listing has these states, this type and this text at once.
      </EmptyPicture>
    ) : (
      <EmptyPicture
        title={`There is no page ${query.page}`}
        action={
          <Button variant="secondary" onPress={() => onTurn(1)}>
            First page
          </Button>
        }
      >
        The list has become shorter.
      </EmptyPicture>
    );
  }
  const Shape = isNarrow ? ListingList : ListingTable;
  return (
    <>
      <Shape listings={items} isStale={isStale} sweep={sweep} onOpen={onOpen} />
      <TablePagination
        pageSize={PAGE}
        pageSizeOptions={[]}
        offset={(query.page - 1) * PAGE}
        totalCount={totalItems}
        hasPreviousPage={query.page > 1}
        hasNextPage={query.page * PAGE < totalItems}
        onPreviousPage={() => onTurn(query.page - 1)}
        onNextPage={() => onTurn(query.page + 1)}
      />
    </>
  );
};
