import { ForwardedError } from '@backstage/errors';
import { TAG_TASK } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  planProject,
  ProjectState,
  takenFinding,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { makerOf } from '../actions/adoption';
import { createOnce } from '../actions/checkpoints';
import { ActionDeps, TaskContext } from '../actions/context';
import { followProject } from './followProject';
import { ProjectFailedError } from './ProjectFailedError';
import { ProjectPreflightError } from './ProjectPreflightError';
import { isLost } from './states';
import { TaskWish, withSecrets } from './wish';

export interface ProjectRequest extends TaskWish {
  name: string;
  description?: string;
  tags: Record<string, string>;
}

/**
 * Brings about that exactly one project of that name exists or is being created,
 * and that it is ours: creates it, takes up what an earlier run of the task has
 * begun, or replaces one that failed. Throws a ProjectPreflightError without
 * touching anything when the name belongs to somebody else or AWS would refuse
 * the launch.
 */
export async function ensureProject(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  request: ProjectRequest,
): Promise<ProjectState> {
  const { name, templateId, description, tags } = request;
  const { projects } = deps.aws;
  const where = `account ${target.accountId}, region ${target.region}`;
  const found = await projects.find(target, name, { signal: ctx.signal });
  const taken = found && nameFinding(ctx, deps, target, found, request);
  if (found && !taken && !isLost(found)) {
    ctx.logger.info(
      `Taking up the project '${name}', which this task has created before: it is ${found.status}`,
    );
    return found;
  }
  const { wish, findings } = withSecrets(ctx, request);
  const launch = await planProject(
    deps.aws,
    target,
    { ...wish, name, tags },
    { signal: ctx.signal },
  );
  const { plan, notChecked } = launch;
  const all = [
    ...(taken ? [taken] : []),
    ...findings,
    ...launch.findings.map(({ message }) => message),
  ];
  for (const reason of notChecked) {
    ctx.logger.info(`Not checked: ${reason}`);
  }
  if (all.length) {
    throw new ProjectPreflightError(
      `The project '${name}' cannot be created from ${templateId} in ${where}`,
      all,
    );
  }
  if (found) {
    await makeRoom(ctx, deps, target, found);
  }
  ctx.logger.info(
    `Creating the project '${name}' from ${templateId}${
      plan.artifactId ? `, version ${plan.artifactId},` : ''
    } in ${where}`,
  );
  const { arn, projectId } = await createOnce(
    ctx,
    `project.create.${name}`,
    async () => {
      try {
        const created = await projects.create(
          target,
          { name, description, templateId, tags, ...plan },
          { signal: ctx.signal },
        );
        return { arn: created.arn, projectId: created.projectId };
      } catch (error) {
        throw new ForwardedError(
          `SageMaker refused to create the project '${name}' from ${templateId} in ${where}. Nothing is left behind by this step; what earlier steps of this task created stays and is taken up by a retry`,
          error,
        );
      }
    },
  );
  return { arn, projectId, name, status: 'CreateInProgress', tags };
}

/** Why the name cannot be had; undefined when what has it is ours. */
function nameFinding(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  found: ProjectState,
  request: ProjectRequest,
): string | undefined {
  const maker = makerOf(found.tags, {
    taskId: ctx.task.id,
    ownerTag: deps.ownerTag,
    owner: request.tags[deps.ownerTag],
  });
  return maker === 'others' || (maker === 'earlier-task' && !isLost(found))
    ? takenFinding(target, found).message
    : undefined;
}

async function makeRoom(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  lost: ProjectState,
) {
  const { name, status, projectId } = lost;
  const { projects } = deps.aws;
  if (status !== 'DeleteInProgress') {
    ctx.logger.info(
      `Deleting the project '${name}' (${projectId}) of the task ${lost.tags[TAG_TASK]}: it is ${status}, and SageMaker cannot create over it`,
    );
    await projects.remove(target, name, { signal: ctx.signal });
  }
  const left = await followProject(projects, target, name, {
    signal: ctx.signal,
  });
  if (left) {
    throw new ProjectFailedError(left, [], 'create');
  }
  ctx.logger.info(`The failed project '${name}' (${projectId}) is deleted`);
}
