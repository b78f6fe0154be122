import { CacheService } from '@backstage/backend-plugin-api';
import { ReadCache } from './ReadCache';

/** The cache service by its contract: values by key, with a lifetime. */
class MemoryCache implements CacheService {
  private readonly entries = new Map<
    string,
    { value: string; until: number }
  >();

  async get<T>(key: string): Promise<T | undefined> {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now()
      ? JSON.parse(entry.value)
      : undefined;
  }
  async set(key: string, value: unknown, options?: { ttl?: unknown }) {
    const until = Date.now() + Number(options?.ttl ?? Infinity);
    this.entries.set(key, { value: JSON.stringify(value), until });
  }
  async delete(key: string) {
    this.entries.delete(key);
  }
  withOptions() {
    return this;
  }
}

/** A load that answers when it is told to. */
function controlled() {
  const pending: { resolve(value: string): void; reject(e: Error): void }[] =
    [];
  const load = jest.fn(
    () =>
      new Promise<string>((resolve, reject) => {
        pending.push({ resolve, reject });
      }),
  );
  return { load, pending };
}

const settle = () => new Promise(resolve => setImmediate(resolve));
const key = { subject: 'arn:1', question: 'runs' };

describe('ReadCache', () => {
  afterEach(() => jest.useRealTimers());

  it('asks once for a hundred viewers, and not again while fresh', async () => {
    const cache = new ReadCache(new MemoryCache());
    const { load, pending } = controlled();
    const viewers = Array.from({ length: 100 }, () => cache.read(key, load));
    await settle();
    expect(load).toHaveBeenCalledTimes(1);
    pending[0].resolve('one');
    const answers = await Promise.all(viewers);
    expect(new Set(answers.map(({ value }) => value))).toEqual(
      new Set(['one']),
    );
    expect((await cache.read(key, load)).value).toBe('one');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps subjects and questions apart', async () => {
    const cache = new ReadCache(new MemoryCache());
    const keys = [
      key,
      { ...key, subject: 'arn:2' },
      { ...key, question: 'runs?cursor=a' },
    ];
    for (const [index, one] of keys.entries()) {
      await cache.read(one, async () => index);
    }
    for (const [index, one] of keys.entries()) {
      expect((await cache.read(one, async () => -1)).value).toBe(index);
    }
  });

  it('says when AWS was asked, also later and when the answer took long', async () => {
    jest.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const cache = new ReadCache(new MemoryCache());
    await cache.read(key, async () => {
      jest.advanceTimersByTime(3_000);
      return 'slow';
    });
    jest.advanceTimersByTime(4_000);
    expect(await cache.read(key, async () => 'other')).toEqual({
      value: 'slow',
      asOf: '2026-01-01T00:00:00.000Z',
    });
  });

  it('asks again when the answer has aged', async () => {
    jest.useFakeTimers();
    const cache = new ReadCache(new MemoryCache());
    await cache.read(key, async () => 'old');
    jest.advanceTimersByTime(30_000);
    expect((await cache.read(key, async () => 'new')).value).toBe('new');
  });

  it('does not keep a failure', async () => {
    const cache = new ReadCache(new MemoryCache());
    const failing = async () => {
      throw new Error('throttled');
    };
    await expect(cache.read(key, failing)).rejects.toThrow('throttled');
    expect((await cache.read(key, async () => 'fine')).value).toBe('fine');
  });

  it('forgets a subject with all its questions, and no other', async () => {
    const cache = new ReadCache(new MemoryCache());
    const other = { ...key, subject: 'arn:2' };
    const detail = { ...key, question: 'runs/1' };
    for (const one of [key, detail, other]) {
      await cache.read(one, async () => 'before');
    }
    await cache.invalidate('arn:1');
    const after = async () => 'after';
    expect((await cache.read(key, after)).value).toBe('after');
    expect((await cache.read(detail, after)).value).toBe('after');
    expect((await cache.read(other, after)).value).toBe('before');
  });

  it('never shows what was asked for before an invalidation to whoever comes after it', async () => {
    const cache = new ReadCache(new MemoryCache());
    const { load, pending } = controlled();
    const early = cache.read(key, load);
    await settle();
    await cache.invalidate(key.subject);
    const late = cache.read(key, load);
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
    pending[1].resolve('after');
    pending[0].resolve('before');
    expect((await late).value).toBe('after');
    expect((await early).value).toBe('before');
    expect((await cache.read(key, async () => 'asked')).value).toBe('after');
  });

  it('shares answers and invalidations among replicas with one cache', async () => {
    const shared = new MemoryCache();
    const [one, two] = [new ReadCache(shared), new ReadCache(shared)];
    await one.read(key, async () => 'first');
    expect((await two.read(key, async () => 'asked')).value).toBe('first');
    await two.invalidate(key.subject);
    expect((await one.read(key, async () => 'second')).value).toBe('second');
  });
});
