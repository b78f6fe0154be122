import {
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';
import { followProject } from './followProject';
import { ProjectFailedError, ProjectWork } from './ProjectFailedError';
import { StackEvents } from './stackEvents';

/**
 * Waits until SageMaker has finished with a project, with the events of its stack
 * in the task log; answers undefined once the project is gone. Throws a
 * ProjectFailedError when SageMaker gives up, and an AbortError when the task is
 * cancelled, after saying what goes on without it.
 */
export async function watchProject(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  options: { project: ProjectState; work: ProjectWork; events: StackEvents },
): Promise<ProjectState | undefined> {
  const { work, events } = options;
  const { name } = options.project;
  let last = options.project;
  try {
    const project = await followProject(deps.aws.projects, target, name, {
      signal: ctx.signal,
      onState: async state => {
        last = state;
        await events.log(state, ctx.signal);
      },
    });
    if (!project) {
      // A stack is told of by its id for a while after it is gone.
      await events.log(last, ctx.signal);
    }
    if (project?.status.endsWith('Failed')) {
      throw new ProjectFailedError(project, events.failures, work);
    }
    return project;
  } catch (error) {
    if (ctx.signal?.aborted) {
      ctx.logger.warn(
        `Cancelled while the project '${name}' was ${last.status}. AWS goes on with it; a retry of this task takes it up`,
      );
    }
    throw error;
  }
}
