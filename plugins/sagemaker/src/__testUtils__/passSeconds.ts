import { act } from '@testing-library/react';

/** Lets time pass on Jest's clock, second by second, so that React keeps up with it. */
export async function passSeconds(seconds: number) {
  for (let second = 0; second < seconds; second++) {
    await act(() => jest.advanceTimersByTimeAsync(1_000));
  }
}
