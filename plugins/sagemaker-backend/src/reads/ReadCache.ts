import { CacheService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';

/** Bounds staleness where AWS's events do not arrive. */
const ENTRY_TTL_MS = 20_000;
/** Outlives every entry, and every load, that was begun before an invalidation. */
const GENERATION_TTL_MS = 10 * ENTRY_TTL_MS;
/** A load that takes longer is given up, so that it does not block later viewers. */
const LOAD_TIMEOUT_MS = 30_000;

/** An answer of AWS and when it was asked. */
export interface Fresh<T> {
  value: T;
  /** ISO 8601. */
  asOf: string;
}

export interface ReadKey {
  /**
   * What is invalidated as one: an ARN, or `models:<account>:<region>`. Of
   * several, each invalidates the answer.
   */
  subject: string | string[];
  /** Operation and arguments. */
  question: string;
}

/**
 * Answers of AWS, kept for a short time in the cache service, with one request
 * in flight for any number of viewers.
 *
 * Each subject has a generation, which is part of the keys of its entries: an
 * invalidation starts a new one. So an answer that was asked for before an
 * invalidation, in whichever replica, is stored where nobody looks any more.
 */
export class ReadCache {
  private readonly inFlight = new Map<string, Promise<Fresh<unknown>>>();

  constructor(private readonly cache: CacheService) {}

  /**
   * `load` belongs to no single viewer: its signal only ends it when it takes
   * too long. A load that fails is not kept. Values must survive JSON.
   *
   * @param ttlMs - longer than the default only for what never changes and is
   *   never invalidated
   */
  async read<T>(
    key: ReadKey,
    load: (signal: AbortSignal) => Promise<T>,
    ttlMs: number = ENTRY_TTL_MS,
  ): Promise<Fresh<T>> {
    const subjects = [key.subject].flat();
    const generations = await Promise.all(
      subjects.map(subject => this.generation(subject)),
    );
    const entryKey = `entry:${generations}:${subjects}:${key.question}`;
    const text = await this.cache.get<string>(entryKey);
    if (text !== undefined) {
      return JSON.parse(text) as Fresh<T>;
    }
    const running = this.inFlight.get(entryKey);
    if (running) {
      return running as Promise<Fresh<T>>;
    }
    const started = this.load(entryKey, load, ttlMs).finally(() =>
      this.inFlight.delete(entryKey),
    );
    this.inFlight.set(entryKey, started);
    return started;
  }

  async invalidate(subject: string): Promise<void> {
    await this.cache.set(generationKey(subject), randomUUID(), {
      ttl: GENERATION_TTL_MS,
    });
  }

  private async load<T>(
    entryKey: string,
    load: (signal: AbortSignal) => Promise<T>,
    ttlMs: number,
  ): Promise<Fresh<T>> {
    const asOf = new Date().toISOString();
    const value = await load(AbortSignal.timeout(LOAD_TIMEOUT_MS));
    const fresh = { value, asOf };
    await this.cache.set(entryKey, JSON.stringify(fresh), { ttl: ttlMs });
    return fresh;
  }

  private async generation(subject: string): Promise<string> {
    return (await this.cache.get<string>(generationKey(subject))) ?? 'first';
  }
}

/** AWS writes the same name in lower case in some ARNs, and not in others. */
function generationKey(subject: string) {
  return `generation:${subject.toLowerCase()}`;
}
