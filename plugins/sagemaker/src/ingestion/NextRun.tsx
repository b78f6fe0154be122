import { formatTime } from '../components/format';
import { useTick } from '../components/useTick';
import { nextRunText } from './schedule';

/** When a listing is read next, growing old while it is looked at. */
export const NextRun = (props: {
  listing: Parameters<typeof nextRunText>[0];
}) => {
  useTick();
  return (
    <span title={formatTime(props.listing.nextRunAt)}>
      {nextRunText(props.listing)}
    </span>
  );
};
