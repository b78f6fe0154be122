import { Alert, ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { IngestionOverview } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Age } from '../components/Age';
import { formatCount } from '../components/format';
import { TimeAgo } from '../components/TimeAgo';
import { Live } from '../live/useLive';
import { isStuck, progressText } from './schedule';
import { SweepAllButton } from './SweepButton';
import { ShownOverview } from './useOverview';
import { Sweep } from './useSweep';

/** The one sentence that matters: of when is what the catalog shows. */
const Completeness = ({ overview }: { overview: IngestionOverview }) => {
  const { completeSince, states } = overview;
  if (completeSince) {
    return (
      <>
        Complete as of <TimeAgo time={completeSince} />
      </>
    );
  }
  return (
    <>
      Not complete yet:{' '}
      {states.never > 0
        ? `${formatCount(
            states.never,
            'listing was',
            'listings were',
          )} never read`
        : 'at least one listing was never read whole'}
    </>
  );
};

/** How complete the catalog is, what goes on, and how to have it read now. */
export const IngestionSummary = (props: {
  overview: ShownOverview;
  live: Live<ShownOverview>;
  sweep: Sweep;
}) => {
  const { overview, live, sweep } = props;
  return (
    <Flex direction="column" gap="3">
      <Flex
        justify="between"
        align="start"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex direction="column" gap="1">
          <Text as="h2" variant="title-small">
            <Completeness overview={overview} />
          </Text>
          <Text as="p" color="secondary">
            {formatCount(overview.entities, 'entity', 'entities')} in the
            catalog. Complete means: every listing was read whole since then. A
            listing is one type of resource in one account and region.
          </Text>
          <Text as="p" role="status" weight="bold">
            {progressText(overview)}
          </Text>
        </Flex>
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <Age
            asOf={overview.asOf}
            isLive={live.isLive}
            source="the catalog"
            hint={
              live.isLive
                ? 'Read anew every few seconds until nothing is running or due.'
                : 'Nothing is running or due: refresh by hand.'
            }
          />
          <ButtonIcon
            aria-label="Refresh ingestion"
            variant="tertiary"
            icon={<RiRefreshLine />}
            isPending={live.loading}
            onPress={live.reload}
          />
          <SweepAllButton sweep={sweep} />
        </Flex>
      </Flex>
      {isStuck(overview) && (
        <Alert
          status="warning"
          icon
          title="Listings have been due for more than five minutes, and none is being read"
          description="Check that a backend with the catalog is running, and its log for the task of the ingestion. A sweep that was killed is taken over after sagemaker.ingestion.timeout."
        />
      )}
    </Flex>
  );
};
