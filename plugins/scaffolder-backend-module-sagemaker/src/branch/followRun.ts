import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  PipelineRun,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RunReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** A run needs seconds in a test world and minutes to hours in AWS. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

export function hasEnded({ status }: PipelineRun): boolean {
  return !['Executing', 'Stopping'].includes(status);
}

/**
 * Reads a run until it has ended, and writes each change of a step to the log,
 * once. Throws an AbortError when the signal is aborted; the run goes on then.
 */
export async function followRun(
  runs: Pick<RunReader, 'get'>,
  run: { pipelineArn: string; id: string },
  options: { logger: LoggerService; signal?: AbortSignal },
): Promise<{ run: PipelineRun; steps: RunStep[] }> {
  const { logger, signal } = options;
  const shown = new Map<string, string>();
  for (
    let delay = FIRST_DELAY_MS;
    ;
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  ) {
    const state = await runs.get(run.pipelineArn, run.id, { signal });
    for (const step of state.steps) {
      const reason = step.failureReason ? `: ${step.failureReason}` : '';
      const line = `${step.name} ${step.status}${reason}`;
      if (shown.get(step.name) !== line) {
        shown.set(step.name, line);
        logger.info(line);
      }
    }
    if (hasEnded(state.run)) {
      return state;
    }
    await sleep(delay, undefined, { signal });
  }
}
