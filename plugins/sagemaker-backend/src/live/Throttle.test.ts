import { Throttle } from './Throttle';

describe('Throttle', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs at once, then once an interval, the last time after the burst', () => {
    const task = jest.fn();
    const throttle = new Throttle(task, 1_000);
    for (let at = 0; at < 2_500; at += 100) {
      throttle.request('a');
      jest.advanceTimersByTime(100);
    }
    expect(task).toHaveBeenCalledTimes(3);
    jest.advanceTimersByTime(10_000);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('keeps keys apart', () => {
    const task = jest.fn();
    const throttle = new Throttle(task, 1_000);
    throttle.request('a');
    throttle.request('b');
    expect(task.mock.calls).toEqual([['a'], ['b']]);
  });

  it('stops', () => {
    const task = jest.fn();
    const throttle = new Throttle(task, 1_000);
    throttle.request('a');
    throttle.request('a');
    throttle.stop();
    jest.advanceTimersByTime(5_000);
    expect(task).toHaveBeenCalledTimes(1);
  });
});
