import type { Contract } from './endpoints';

/** Where moto answers otherwise than AWS documents. */
export interface Deviation<T> {
  documented: T;
  moto: T;
  reason: string;
}

export function deviation<T>(
  documented: T,
  moto: T,
  reason: string,
): Deviation<T> {
  return { documented, moto, reason };
}

/** What an endpoint is expected to answer: Local AWS what is documented. */
export function expectedOf<T>(
  { endpoint }: Contract,
  { documented, moto }: Deviation<T>,
): T {
  return endpoint === 'moto' ? moto : documented;
}
