import { Button, Flex, Text } from '@backstage/ui';
import { StatusLabel } from '../components/StatusLabel';
import { TimeAgo } from '../components/TimeAgo';
import { ListingsProps } from './ListingTable';
import { NextRun } from './NextRun';
import { listingName, stateNote, STATES } from './states';
import { SweepButton } from './SweepButton';

/** The listings where a table has no room; the details hold the other columns. */
export const ListingList = (props: ListingsProps) => {
  const { listings, isStale, sweep, onOpen } = props;
  return (
    <ul
      aria-label="Listings"
      aria-busy={isStale}
      style={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        opacity: isStale ? 0.6 : undefined,
      }}
    >
      {listings.map(listing => (
        <li
          key={listing.id}
          style={{
            borderTop: '1px solid var(--bui-border-2)',
            padding: 'var(--bui-space-3) 0',
            overflowWrap: 'anywhere',
          }}
        >
          <Flex direction="column" gap="1">
            <Text as="p" weight="bold">
              {listingName(listing)}
            </Text>
            <StatusLabel look={STATES[listing.state]} />
            <Text as="p" variant="body-small" color="secondary" truncate>
              {stateNote(listing)}
            </Text>
            <Text as="p" variant="body-small">
              Last success:{' '}
              {listing.succeededAt ? (
                <TimeAgo time={listing.succeededAt} />
              ) : (
                'never'
              )}
              . Next run: <NextRun listing={listing} />.
            </Text>
            <Flex gap="2">
              <Button
                size="small"
                variant="secondary"
                aria-label={`Details: ${listingName(listing)}`}
                onPress={() => onOpen(listing.id)}
              >
                Details
              </Button>
              <SweepButton listing={listing} sweep={sweep} />
            </Flex>
          </Flex>
        </li>
      ))}
    </ul>
  );
};
