import { Text } from '@backstage/ui';
import { useReducer } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { formatAge, formatTime } from './format';

const TICK_MS = 5_000;

/** How old the shown data is. Ticks on the spot; reads nothing. */
export const Age = ({ asOf, isLive }: { asOf: string; isLive: boolean }) => {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useInterval(tick, TICK_MS);
  return (
    <Text
      as="span"
      variant="body-small"
      color="secondary"
      title={`Read from AWS at ${formatTime(asOf)}. ${
        isLive
          ? 'Changes appear by themselves.'
          : 'Live updates are not installed in this portal: refresh by hand.'
      }`}
    >
      As of {formatAge(asOf)}
      {isLive ? ' · live' : ''}
    </Text>
  );
};
