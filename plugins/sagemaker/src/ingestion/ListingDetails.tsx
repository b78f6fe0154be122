import { Alert, Flex, Text } from '@backstage/ui';
import type { IngestionListingDetails } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Fact, Facts } from '../components/Facts';
import { formatCount, formatLength, formatTime } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { NextRun } from './NextRun';
import { ResourceList } from '../components/ResourceList';
import { STATES } from './states';

/** State in words, what to do, counts of the last reading, and what it left out. */
export const ListingDetails = (props: { listing: IngestionListingDetails }) => {
  const { listing } = props;
  const { error, heldBackResources, skippedResources } = listing;
  const look = STATES[listing.state];
  return (
    <Flex direction="column" gap="4">
      <Flex direction="column" gap="1">
        <StatusLabel look={look} />
        <Text as="p">{look.meaning}</Text>
      </Flex>
      {error && (
        <Alert
          status="danger"
          icon
          title="Why the last reading failed"
          style={{ overflowWrap: 'anywhere' }}
          description={`${error} Nothing was changed or removed in the catalog. It is tried again by itself; after you have mended the cause, sweep now.`}
        />
      )}
      <Facts>
        <Fact label="Last success">
          {formatTime(listing.succeededAt) || 'never'}
        </Fact>
        <Fact label="Last reading ended">
          {formatTime(listing.finishedAt) || 'never'}
        </Fact>
        <Fact label="Duration">
          {listing.durationMs === undefined
            ? 'unknown'
            : formatLength(listing.durationMs)}
        </Fact>
        <Fact label="Next run">
          <NextRun listing={listing} />
        </Fact>
        <Fact label="AWS calls">
          {listing.calls.toLocaleString()}, {listing.throttles.toLocaleString()}{' '}
          throttled
        </Fact>
        <Fact label="Found in AWS">
          {formatCount(listing.found, 'resource')}
        </Fact>
        <Fact label="In the catalog">
          {formatCount(listing.entities, 'entity', 'entities')}
        </Fact>
        <Fact label="Added">{listing.added.toLocaleString()}</Fact>
        <Fact label="Changed">{listing.changed.toLocaleString()}</Fact>
        <Fact label="Removed">{listing.removed.toLocaleString()}</Fact>
        <Fact label="Skipped">{listing.skipped.toLocaleString()}</Fact>
        <Fact label="Held back">{listing.heldBack.toLocaleString()}</Fact>
      </Facts>
      {heldBackResources.length > 0 && (
        <ResourceList
          title="Removals that are held back"
          items={heldBackResources.map(id => ({ id }))}
        >
          The last reading missed so many resources at once that it may be a
          fault which looks like an answer, such as a lost permission. Their
          entities stay for now. The next sweep, by schedule or by the button
          below, removes those that are still missing, and keeps those that are
          back.
        </ResourceList>
      )}
      {skippedResources.length > 0 && (
        <ResourceList title="Skipped resources" items={skippedResources}>
          These could not become an entity, so the catalog does not have them.
          Correct what the reason names, in AWS or in your own mapper; the next
          sweep takes them in.
        </ResourceList>
      )}
    </Flex>
  );
};
