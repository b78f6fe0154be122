import { Button, Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import type { IngestionListing } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ReactNode } from 'react';
import { formatCount } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { TimeAgo } from '../components/TimeAgo';
import { NextRun } from './NextRun';
import {
  changesOf,
  costOf,
  leftOutOf,
  listingName,
  listingPlace,
  stateNote,
  STATES,
  TYPES,
} from './states';
import { SweepButton } from './SweepButton';
import { Sweep } from './useSweep';

/** How many listings are shown, and what can be done with one. */
export interface ListingsProps {
  listings: IngestionListing[];
  isStale: boolean;
  sweep: Sweep;
  onOpen: (id: string) => void;
}

/** A value and what belongs to it below; wraps instead of being cut off. */
const Lines = (props: { children: ReactNode; note?: ReactNode }) => (
  <Cell>
    <Flex direction="column" gap="1" style={{ overflowWrap: 'anywhere' }}>
      <Text as="span">{props.children}</Text>
      {props.note && (
        <Text as="span" variant="body-small" color="secondary">
          {props.note}
        </Text>
      )}
    </Flex>
  </Cell>
);

export const ListingTable = (props: ListingsProps) => {
  const { listings, isStale, sweep, onOpen } = props;
  const columns: ColumnConfig<IngestionListing>[] = [
    {
      id: 'place',
      label: 'Account',
      isRowHeader: true,
      minWidth: 170,
      cell: listing => {
        const { title, note } = listingPlace(listing);
        return <Lines note={note}>{title}</Lines>;
      },
    },
    {
      id: 'type',
      label: 'Type',
      minWidth: 120,
      cell: ({ type }) => <Lines>{TYPES[type]}</Lines>,
    },
    {
      id: 'state',
      label: 'State',
      minWidth: 190,
      cell: listing => (
        <Cell>
          <StatusLabel look={STATES[listing.state]} />
          <Text
            as="p"
            variant="body-small"
            color="secondary"
            truncate
            title={stateNote(listing)}
          >
            {stateNote(listing)}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'success',
      label: 'Last success',
      minWidth: 150,
      cell: listing => (
        <Lines note={costOf(listing)}>
          {listing.succeededAt ? (
            <TimeAgo time={listing.succeededAt} />
          ) : (
            'never'
          )}
        </Lines>
      ),
    },
    {
      id: 'found',
      label: 'Found',
      minWidth: 110,
      cell: ({ found, entities }) => (
        <Lines note={formatCount(entities, 'entity', 'entities')}>
          {found.toLocaleString()}
        </Lines>
      ),
    },
    {
      id: 'changes',
      label: 'Changes',
      minWidth: 120,
      cell: listing => (
        <Lines note={leftOutOf(listing)}>{changesOf(listing)}</Lines>
      ),
    },
    {
      id: 'next',
      label: 'Next run',
      minWidth: 120,
      cell: listing => (
        <Lines>
          <NextRun listing={listing} />
        </Lines>
      ),
    },
    {
      id: 'actions',
      label: 'Actions',
      minWidth: 130,
      cell: listing => (
        <Cell>
          <Flex direction="column" align="start" gap="1">
            <Button
              size="small"
              variant="tertiary"
              aria-label={`Details: ${listingName(listing)}`}
              onPress={() => onOpen(listing.id)}
            >
              Details
            </Button>
            <SweepButton listing={listing} sweep={sweep} />
          </Flex>
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={listings}
      isStale={isStale}
      rowConfig={{ onClick: ({ id }) => onOpen(id) }}
      pagination={{ type: 'none' }}
    />
  );
};
