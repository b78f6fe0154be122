import { Flex } from '@backstage/ui';
import { LiveView } from '../components/LiveView';
import { EmptyPicture } from '../components/pictures';
import { IngestionFilters } from './IngestionFilters';
import { IngestionSummary } from './IngestionSummary';
import { ListingDialog } from './ListingDialog';
import { Listings } from './Listings';
import { describeOverviewProblem } from './problems';
import { SweepProblem } from './SweepButton';
import { UnknownOwnersNotice } from './UnknownOwnersNotice';
import { useIngestionQuery } from './useIngestionQuery';
import { ShownOverview, useOverview } from './useOverview';
import { useSweep } from './useSweep';

const hasNothing = ({ states }: ShownOverview) =>
  Object.values(states).every(count => count === 0);

/** Totals, filters and one page of listings; a listing opens in a dialog. */
export const IngestionContent = () => {
  const { query, openId, filter, turnTo, open, close } = useIngestionQuery();
  const live = useOverview(query);
  const sweep = useSweep(live.watch);
  return (
    <>
      <LiveView
        live={live}
        what="ingestion"
        describe={describeOverviewProblem}
        empty={overview =>
          hasNothing(overview) ? (
            <EmptyPicture title="Nothing is ingested yet">
              Tell the portal which accounts to read: configure{' '}
              <code>sagemaker.governance</code> with the table of your account
              sets, or list accounts under <code>sagemaker.accounts</code> or{' '}
              <code>sagemaker.accountSets</code>. They appear here within a few
              minutes.
            </EmptyPicture>
          ) : undefined
        }
      >
        {overview => (
          <Flex direction="column" gap="4">
            <IngestionSummary overview={overview} live={live} sweep={sweep} />
            <SweepProblem error={sweep.error} />
            <UnknownOwnersNotice owners={overview.unknownOwners} />
            <IngestionFilters
              query={query}
              states={overview.states}
              onChange={filter}
            />
            <Listings
              overview={overview}
              isStale={overview.query !== query}
              sweep={sweep}
              onOpen={open}
              onTurn={turnTo}
              onFilter={filter}
            />
          </Flex>
        )}
      </LiveView>
      {openId && (
        <ListingDialog
          key={openId}
          id={openId}
          onSweep={live.watch}
          onClose={close}
        />
      )}
    </>
  );
};
