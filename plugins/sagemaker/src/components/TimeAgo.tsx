import { formatAge, formatTime } from './format';
import { useTick } from './useTick';

/** `12 minutes ago`, growing while it is looked at; the time itself as title. */
export const TimeAgo = ({ time }: { time: string }) => {
  useTick();
  return (
    <time dateTime={time} title={formatTime(time)}>
      {formatAge(time)}
    </time>
  );
};
