import { ConflictError, ForwardedError } from '@backstage/errors';
import {
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';
import { followProject } from './followProject';
import { ProjectFailedError } from './ProjectFailedError';
import { StackEvents } from './stackEvents';
import { isSettled } from './states';
import { isOfTask, strangerFinding, UseCase } from './useCaseProject';
import { watchProject } from './watchProject';

export interface RemovalRequest extends UseCase {
  /** Leave alone what this task has not created. */
  onlyOfThisTask: boolean;
  wait: boolean;
}

export type RemovalState = 'deleted' | 'deleting' | 'absent' | 'left-alone';

/** Why the project is not this task's to delete; undefined when it is. */
async function reasonToLeave(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  found: ProjectState,
  request: RemovalRequest,
): Promise<string | undefined> {
  const { name, onlyOfThisTask } = request;
  const stranger = strangerFinding(deps, target, found, request);
  if (onlyOfThisTask) {
    return stranger || !isOfTask(found, ctx.task.id)
      ? `The project '${name}' (${found.arn}) was not created by this task and is left alone`
      : undefined;
  }
  if (stranger) {
    throw new ConflictError(
      `Not deleted: ${stranger}. It has not been touched`,
    );
  }
  // Stored before AWS is told: a project made under the name since is another one.
  const meant = await ctx.checkpoint({
    key: `project.delete.${name}`,
    fn: async () => found.projectId,
  });
  return meant === found.projectId
    ? undefined
    : `The project '${name}' (${meant}) that this task was to delete is gone; ${found.projectId}, which has its name by now, is left alone`;
}

/**
 * Deletes a project of the use case with its stack or provisioned product, once:
 * a replay takes up a deletion under way. Throws a ConflictError, without touching
 * anything, for a project of somebody else, and a ProjectFailedError when SageMaker
 * gives up.
 */
export async function removeProject(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  request: RemovalRequest,
): Promise<RemovalState> {
  const { name, wait } = request;
  const { signal } = ctx;
  const { projects } = deps.aws;
  let found = await projects.find(target, name, { signal });
  if (!found) {
    ctx.logger.info(
      `There is no project '${name}' in account ${target.accountId}, region ${target.region}: nothing to delete`,
    );
    return 'absent';
  }
  const reason = await reasonToLeave(ctx, deps, target, found, request);
  if (reason) {
    ctx.logger.info(reason);
    return 'left-alone';
  }
  const events = new StackEvents(projects, target, ctx.logger);
  if (!isSettled(found) && found.status !== 'DeleteInProgress') {
    found = await atRest(ctx, deps, target, { found, events, wait });
    if (!found) {
      return 'deleted';
    }
  }
  await events.passOver(found, signal);
  if (found.status !== 'DeleteInProgress') {
    ctx.logger.info(
      `Deleting the project '${name}' (${found.projectId}, ${found.status}) with its stack`,
    );
    await remove(ctx, deps, target, name);
  }
  if (!wait) {
    return 'deleting';
  }
  const left = await watchProject(ctx, deps, target, {
    project: { ...found, status: 'DeleteInProgress' },
    work: 'delete',
    events,
  });
  if (left) {
    throw new ProjectFailedError(left, events.failures, 'delete');
  }
  return 'deleted';
}

/** Waits until AWS has finished what it does to the project, which it does not interrupt. */
async function atRest(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  {
    found,
    events,
    wait,
  }: { found: ProjectState; events: StackEvents; wait: boolean },
): Promise<ProjectState | undefined> {
  if (!wait) {
    throw new ConflictError(
      `The project '${found.name}' is ${found.status}: AWS does not delete a project while it is at work on it. Nothing has been changed; retry this task when it has finished, or let it wait`,
    );
  }
  ctx.logger.info(
    `The project '${found.name}' is ${found.status}: waiting until AWS has finished before it is deleted`,
  );
  return followProject(deps.aws.projects, target, found.name, {
    signal: ctx.signal,
    onState: state => events.log(state, ctx.signal),
  });
}

async function remove(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  name: string,
) {
  try {
    await deps.aws.projects.remove(target, name, { signal: ctx.signal });
  } catch (error) {
    throw new ForwardedError(
      `SageMaker refused to delete the project '${name}' in account ${target.accountId}, region ${target.region}; it stands as it was`,
      error,
    );
  }
}
