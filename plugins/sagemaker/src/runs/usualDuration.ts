import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DateTime } from 'luxon';
import { formatLength } from '../components/format';

/** With fewer runs, one odd run would pass for usual. */
const ENOUGH_RUNS = 3;
const NOTABLE_SHARE = 0.25;

function lengthOf({ startedAt, endedAt }: PipelineRun): number | undefined {
  return endedAt
    ? DateTime.fromISO(endedAt).diff(DateTime.fromISO(startedAt)).toMillis()
    : undefined;
}

/**
 * The median length of the runs of one pipeline that succeeded, in milliseconds;
 * undefined for fewer than three.
 */
export function usualDuration(
  runs: PipelineRun[],
  pipelineArn: string,
): number | undefined {
  const lengths = runs
    .filter(
      run => run.pipelineArn === pipelineArn && run.status === 'Succeeded',
    )
    .flatMap(run => lengthOf(run) ?? [])
    .sort((a, b) => a - b);
  if (lengths.length < ENOUGH_RUNS) return undefined;
  const middle = Math.floor(lengths.length / 2);
  return lengths.length % 2
    ? lengths[middle]
    : (lengths[middle - 1] + lengths[middle]) / 2;
}

/**
 * How a run compares with the usual: `3 min longer than usual`, `usually 12 min`
 * while it goes on; empty when it is as usual or nothing is known.
 */
export function describeAgainstUsual(
  run: PipelineRun,
  usual: number | undefined,
  now: DateTime = DateTime.now(),
): string {
  if (usual === undefined) return '';
  const length = lengthOf(run);
  if (length !== undefined) {
    if (run.status !== 'Succeeded') return '';
    const difference = length - usual;
    if (Math.abs(difference) < usual * NOTABLE_SHARE) return '';
    return `${formatLength(Math.abs(difference))} ${
      difference > 0 ? 'longer' : 'shorter'
    } than usual`;
  }
  const soFar = now.diff(DateTime.fromISO(run.startedAt)).toMillis();
  return soFar > usual * (1 + NOTABLE_SHARE)
    ? `longer than usual, which is ${formatLength(usual)}`
    : `usually ${formatLength(usual)}`;
}
