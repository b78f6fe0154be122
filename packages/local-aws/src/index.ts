/**
 * An AWS endpoint on loopback with a living MLOps demo world.
 *
 * @packageDocumentation
 */
export { createLocalAws } from './server';
export type { LocalAws, LocalAwsOptions } from './server';
export { LiveClock, ManualClock } from './core/clock';
export type { Clock } from './core/clock';
export type { CallCount } from './core/calls';
export type { Fault } from './core/faults';
