import { setTimeout as sleep } from 'node:timers/promises';
import {
  ProjectState,
  ProjectWriter,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { isSettled } from './states';

/** SageMaker needs seconds in a test world and minutes in AWS: ask soon, then seldom. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/**
 * Reads a project until SageMaker has finished with it, however long that takes;
 * undefined once it is gone. Throws an AbortError when the signal is aborted.
 */
export async function followProject(
  projects: ProjectWriter,
  target: Target,
  name: string,
  options: {
    signal?: AbortSignal;
    onState?: (project: ProjectState) => Promise<void>;
  },
): Promise<ProjectState | undefined> {
  const { signal, onState } = options;
  for (
    let delay = FIRST_DELAY_MS;
    ;
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  ) {
    const project = await projects.find(target, name, { signal });
    if (!project) {
      return undefined;
    }
    await onState?.(project);
    if (isSettled(project)) {
      return project;
    }
    await sleep(delay, undefined, { signal });
  }
}
