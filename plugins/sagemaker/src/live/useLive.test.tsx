import { Entity } from '@backstage/catalog-model';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { deferred } from '../__testUtils__/deferred';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import { GROUP_ARN, modelGroup, PIPELINE_ARN } from '../__testUtils__/fixtures';
import { useLive } from './useLive';

type Load = (signal: AbortSignal) => Promise<string>;

function renderLive(load: Load, signals = new FakeSignals()) {
  return renderHook(
    (props: { entity: Entity; load: Load }) =>
      useLive(props.entity, props.load),
    {
      initialProps: { entity: modelGroup(), load },
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider apis={[[signalApiRef, signals]]}>
          {children}
        </TestApiProvider>
      ),
    },
  );
}

describe('useLive', () => {
  it('never shows the data of the previous entity, and aborts its read', async () => {
    const slow = deferred<string>();
    let aborted = false;
    const { result, rerender } = renderLive(async signal => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return 'first';
    });
    await waitFor(() => expect(result.current.data).toBe('first'));
    rerender({
      entity: modelGroup({ name: 'other' }),
      load: () => slow.promise,
    });
    expect(result.current.data).toBeUndefined();
    expect(result.current.loading).toBe(true);
    expect(aborted).toBe(true);
    await act(async () => slow.resolve('second'));
    expect(result.current.data).toBe('second');
  });

  it('drops an answer that comes after the entity has changed', async () => {
    const late = deferred<string>();
    const { result, rerender } = renderLive(() => late.promise);
    rerender({
      entity: modelGroup({ name: 'other' }),
      load: async () => 'second',
    });
    await waitFor(() => expect(result.current.data).toBe('second'));
    await act(async () => late.resolve('first'));
    expect(result.current.data).toBe('second');
  });

  it('drops a failure that comes after the entity has changed', async () => {
    const late = deferred<string>();
    const { result, rerender } = renderLive(() => late.promise);
    rerender({
      entity: modelGroup({ name: 'other' }),
      load: async () => 'second',
    });
    await waitFor(() => expect(result.current.data).toBe('second'));
    await act(async () => late.reject(new Error('late')));
    expect(result.current.data).toBe('second');
    expect(result.current.error).toBeUndefined();
  });

  it.each([GROUP_ARN, PIPELINE_ARN])(
    'reads anew on a signal of %s',
    async arn => {
      const signals = new FakeSignals();
      let reads = 0;
      const { result } = renderLive(async () => `read ${++reads}`, signals);
      await waitFor(() => expect(result.current.data).toBe('read 1'));
      act(() => signals.changed('arn:aws:sagemaker:eu-west-1:1:endpoint/x'));
      act(() => signals.changed(arn));
      await waitFor(() => expect(result.current.data).toBe('read 2'));
    },
  );

  it('answers a burst of signals during a read with one more read', async () => {
    const signals = new FakeSignals();
    const first = deferred<string>();
    let reads = 0;
    const { result } = renderLive(() => {
      reads++;
      return reads === 1 ? first.promise : Promise.resolve(`read ${reads}`);
    }, signals);
    for (let i = 0; i < 5; i++) {
      act(() => signals.changed(GROUP_ARN));
    }
    await act(async () => first.resolve('read 1'));
    await waitFor(() => expect(result.current.data).toBe('read 2'));
    expect(reads).toBe(2);
  });

  it('keeps what it has when reading anew fails, and recovers', async () => {
    const { result, rerender } = renderLive(async () => 'good');
    await waitFor(() => expect(result.current.data).toBe('good'));
    rerender({
      entity: modelGroup(),
      load: async () => Promise.reject(new Error('throttled')),
    });
    await waitFor(() =>
      expect(result.current.error?.message).toBe('throttled'),
    );
    expect(result.current.data).toBe('good');
    rerender({ entity: modelGroup(), load: async () => 'better' });
    await waitFor(() => expect(result.current.data).toBe('better'));
    expect(result.current.error).toBeUndefined();
  });

  it('reloads by hand where signals are not installed', async () => {
    let reads = 0;
    const load: Load = async () => `read ${++reads}`;
    const { result } = renderHook(() => useLive(modelGroup(), load), {
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider apis={[]}>{children}</TestApiProvider>
      ),
    });
    await waitFor(() => expect(result.current.data).toBe('read 1'));
    expect(result.current.isLive).toBe(false);
    let shown: string | undefined;
    await act(async () => {
      shown = await result.current.reload();
    });
    expect(shown).toBe('read 2');
    expect(result.current.data).toBe('read 2');
  });
});
