import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { useCallback } from 'react';
import { ingestionApiRef } from '../api/IngestionApi';
import { LiveView } from '../components/LiveView';
import { useWatched } from '../live/useWatched';
import { ListingDetails } from './ListingDetails';
import { describeListingProblem } from './problems';
import { isListingBusy } from './schedule';
import { listingName } from './states';
import { SweepButton, SweepProblem } from './SweepButton';
import { useSweep } from './useSweep';

/** One listing with all that is known of its last reading. */
export const ListingDialog = (props: {
  id: string;
  /** Tells the page behind that a sweep was asked for. */
  onSweep: () => Promise<unknown>;
  onClose: () => void;
}) => {
  const { id, onSweep, onClose } = props;
  const api = useApi(ingestionApiRef);
  const live = useWatched(
    id,
    useCallback(signal => api.getListing(id, { signal }), [api, id]),
    isListingBusy,
  );
  const { watch } = live;
  const sweep = useSweep(() => Promise.all([watch(), onSweep()]));
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      width="min(48rem, 95vw)"
    >
      <DialogHeader>
        {live.data ? listingName(live.data) : `Listing ${id}`}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <SweepProblem error={sweep.error} />
          <LiveView
            live={live}
            what="listing"
            describe={describeListingProblem}
          >
            {listing => <ListingDetails listing={listing} />}
          </LiveView>
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
        {live.data && <SweepButton listing={live.data} sweep={sweep} />}
      </DialogFooter>
    </Dialog>
  );
};
