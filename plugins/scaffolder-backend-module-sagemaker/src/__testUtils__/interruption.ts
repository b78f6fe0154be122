import { ActionDeps } from '../actions/context';

/** How a process ends at a write to AWS: killed before or after AWS has done it, or the task is cancelled then. */
export const WAYS = [
  'killed before',
  'killed after',
  'cancelled after',
] as const;
export interface Interruption {
  way: (typeof WAYS)[number];
  /** The n-th write, from 1. */
  write: number;
}

const READS = [
  'events',
  'expiry',
  'find',
  'get',
  'head',
  'isMerged',
  'list',
  'parameters',
  'policy',
  'product',
  'running',
  'steps',
  'summary',
  'versions',
];

/**
 * The real way to AWS of a process that ends at one of its writes: a killed one has
 * lost the answer, and nothing that it does afterwards reaches AWS.
 */
export function interruptible(
  aws: ActionDeps['aws'],
  at?: Interruption,
): { aws: ActionDeps['aws']; signal: AbortSignal; writes: string[] } {
  const cancel = new AbortController();
  const writes: string[] = [];
  let isDead = false;
  const die = () => {
    isDead = true;
    throw new Error('the process died');
  };

  const watched = (service: object, name: string): unknown =>
    new Proxy(service, {
      get(target, property, receiver) {
        const real: unknown = Reflect.get(target, property, receiver);
        if (typeof real !== 'function') {
          return real;
        }
        return async (...input: unknown[]) => {
          if (isDead) {
            throw new Error('nothing is done by a dead process');
          }
          if (READS.includes(String(property))) {
            return real.apply(target, input);
          }
          const isHere =
            writes.push(`${name}.${String(property)}`) === at?.write;
          if (isHere && at.way === 'killed before') {
            die();
          }
          const answer: unknown = await real.apply(target, input);
          if (isHere) {
            if (at.way === 'killed after') {
              die();
            }
            cancel.abort();
          }
          return answer;
        };
      },
    });

  return {
    aws: new Proxy(aws, {
      get(target, property, receiver) {
        const service: unknown = Reflect.get(target, property, receiver);
        return typeof service === 'object' && service !== null
          ? watched(service, String(property))
          : service;
      },
    }),
    signal: cancel.signal,
    writes,
  };
}
