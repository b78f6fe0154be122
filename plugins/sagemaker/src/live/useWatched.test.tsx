import { act, renderHook } from '@testing-library/react';
import { passSeconds } from '../__testUtils__/passSeconds';
import { useWatched } from './useWatched';

const isBusy = (data: { busy: boolean }) => data.busy;

/** Something that is read; `answer` is what the next read finds. */
function render(answer: () => { busy: boolean }) {
  const reads = { count: 0 };
  const load = async () => {
    reads.count++;
    return answer();
  };
  const { result } = renderHook(() => useWatched('key', load, isBusy));
  return { reads, result };
}

describe('useWatched', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('reads once when nothing goes on', async () => {
    const { reads, result } = render(() => ({ busy: false }));
    await passSeconds(600);
    expect(reads.count).toBe(1);
    expect(result.current.isLive).toBe(false);
  });

  it('reads on while something goes on, and stops after a few quiet answers', async () => {
    let busy = true;
    const { reads, result } = render(() => ({ busy }));
    await passSeconds(61);
    expect(reads.count).toBe(16);
    expect(result.current.isLive).toBe(true);
    busy = false;
    await passSeconds(600);
    expect(reads.count).toBe(19);
  });

  it('bridges a pause after it was told to watch', async () => {
    let busy = false;
    const { reads, result } = render(() => ({ busy }));
    await passSeconds(1);
    await act(async () => {
      await result.current.watch();
    });
    busy = true;
    await passSeconds(9);
    expect(result.current.data).toEqual({ busy: true });
    expect(reads.count).toBeGreaterThan(2);
  });

  it('does not read for a page that nobody sees', async () => {
    const { reads } = render(() => ({ busy: true }));
    await passSeconds(1);
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await passSeconds(600);
    expect(reads.count).toBe(1);
    hidden.mockReturnValue(false);
    await passSeconds(5);
    expect(reads.count).toBe(2);
  });

  it('goes on, with what it has, when a read fails', async () => {
    let fails = false;
    const { result } = render(() => {
      if (fails) throw new Error('gone');
      return { busy: true };
    });
    await passSeconds(1);
    fails = true;
    await passSeconds(5);
    expect(result.current.error?.message).toBe('gone');
    expect(result.current.data).toEqual({ busy: true });
    fails = false;
    await passSeconds(5);
    expect(result.current.error).toBeUndefined();
  });
});
