import { Text } from '@backstage/ui';
import { formatAge, formatTime } from './format';
import { useTick } from './useTick';

/** How old the shown data is. Ticks on the spot; reads nothing. */
export const Age = (props: {
  asOf: string;
  isLive: boolean;
  /** Where it was read. */
  source: string;
  /** How it becomes newer. */
  hint: string;
}) => {
  const { asOf, isLive, source, hint } = props;
  useTick();
  return (
    <Text
      as="span"
      variant="body-small"
      color="secondary"
      title={`Read from ${source} at ${formatTime(asOf)}. ${hint}`}
    >
      As of {formatAge(asOf)}
      {isLive ? ' · live' : ''}
    </Text>
  );
};
