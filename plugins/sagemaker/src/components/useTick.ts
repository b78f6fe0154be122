import { useReducer } from 'react';
import useInterval from 'react-use/esm/useInterval';

const TICK_MS = 5_000;

/** Draws the component anew every few seconds, so that an age in it grows. Reads nothing. */
export function useTick() {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useInterval(tick, TICK_MS);
}
