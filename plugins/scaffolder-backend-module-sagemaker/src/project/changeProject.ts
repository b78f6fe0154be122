import {
  ConflictError,
  ForwardedError,
  NotFoundError,
} from '@backstage/errors';
import {
  LaunchPlan,
  planLaunch,
  ProjectLaunch,
  ProjectState,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';
import { ProjectPreflightError } from './ProjectPreflightError';
import { StackEvents } from './stackEvents';
import { isSettled, isStanding } from './states';
import { strangerFinding, UseCase } from './useCaseProject';
import { TaskWish, withSecrets } from './wish';

export interface ChangeRequest extends UseCase, Omit<TaskWish, 'templateId'> {
  description?: string;
  /** Another template in S3; the project's own unless given. */
  templateId?: string;
}

type Change = LaunchPlan & { templateId: string; templateName?: string };

/** Tells whether a project has changed since it was looked at. */
function markOf({ status, modifiedAt }: ProjectState): string {
  return `${status} ${modifiedAt ?? ''}`;
}

/** SageMaker keeps a project on the product, or in the kind of template, that it began with. */
function movedFinding(
  templateId: string,
  launch: ProjectLaunch | undefined,
): string | undefined {
  const stays = templateId.startsWith('s3:')
    ? launch?.templateName !== undefined
    : launch?.templateId === templateId;
  return stays
    ? undefined
    : `template: SageMaker updates a project to another version of its product, or to another template in S3 if it began with one; this one stands on ${
        launch?.templateId ?? 'a template in S3'
      } and cannot move to ${templateId}`;
}

/** Works out the change; throws, before anything is touched, what stands in its way. */
async function prepare(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  found: ProjectState,
  request: ChangeRequest,
): Promise<Change> {
  const { name } = request;
  const refuse = (findings: string[]) =>
    new ProjectPreflightError(
      `The project '${name}' cannot be updated`,
      findings,
    );
  const stranger = strangerFinding(deps, target, found, request);
  if (stranger) {
    throw refuse([stranger]);
  }
  if (!isSettled(found)) {
    throw new ConflictError(
      `The project '${name}' is ${found.status}: AWS takes no update while it is at work on a project. Nothing has been changed; wait until it has finished, then retry this task`,
    );
  }
  if (!isStanding(found)) {
    throw refuse([
      `state: the project is ${found.status}, so there is nothing whole to update; delete it and create it again`,
    ]);
  }
  const { launch } = found;
  const templateId = request.templateId ?? launch?.templateId;
  if (!templateId) {
    throw refuse([
      'template: AWS does not tell which template the project stands on; name one in template',
    ]);
  }
  const moved = movedFinding(templateId, launch);
  if (moved) {
    throw refuse([moved]);
  }
  const { wish, findings } = withSecrets(ctx, {
    ...request,
    templateId,
    launchPath: request.launchPath ?? launch?.pathId,
  });
  const planned = await planLaunch(deps.aws, target, wish, {
    signal: ctx.signal,
    present: {
      artifactId: launch?.artifactId,
      parameters: launch?.parameters ?? {},
    },
  });
  const all = [...findings, ...planned.findings.map(({ message }) => message)];
  if (all.length) {
    throw refuse(all);
  }
  for (const reason of planned.notChecked) {
    ctx.logger.info(`Not checked: ${reason}`);
  }
  return { ...planned.plan, templateId, templateName: launch?.templateName };
}

/**
 * Starts the update of a project, once for a task: a replay takes up an update
 * that was sent, and sends it again only when it failed. Throws a NotFoundError,
 * a ConflictError while AWS is at work on the project, or a
 * ProjectPreflightError; nothing has been touched then.
 */
export async function changeProject(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  events: StackEvents,
  request: ChangeRequest,
): Promise<ProjectState> {
  const { name } = request;
  const { projects } = deps.aws;
  const found = await projects.find(target, name, { signal: ctx.signal });
  if (!found) {
    throw new NotFoundError(
      `There is no SageMaker project '${name}' in account ${target.accountId}, region ${target.region}`,
    );
  }
  for (let attempt = 1; ; attempt++) {
    let change: Change | undefined;
    // Stored before AWS is told, so that a replay sees whether it was.
    const before = await ctx.checkpoint({
      key: `project.update.${name}${attempt === 1 ? '' : `.${attempt}`}`,
      fn: async () => {
        change = await prepare(ctx, deps, target, found, request);
        return markOf(found);
      },
    });
    const wasSent = !change && before !== markOf(found);
    if (wasSent && found.status !== 'UpdateFailed') {
      ctx.logger.info(
        `Taking up the update of the project '${name}', which this task has begun before: it is ${found.status}`,
      );
      return found;
    }
    if (!wasSent) {
      change ??= await prepare(ctx, deps, target, found, request);
      await events.passOver(found, ctx.signal);
      await send(ctx, deps, target, request, change);
      return { ...found, status: 'UpdateInProgress' };
    }
  }
}

async function send(
  ctx: TaskContext,
  deps: ActionDeps,
  target: Target,
  { name, description }: ChangeRequest,
  change: Change,
) {
  ctx.logger.info(
    `Updating the project '${name}' to ${change.templateId}${
      change.artifactId ? `, version ${change.artifactId}` : ''
    }`,
  );
  try {
    await deps.aws.projects.update(
      target,
      { ...change, name, description },
      { signal: ctx.signal },
    );
  } catch (error) {
    throw new ForwardedError(
      `SageMaker refused to update the project '${name}' in account ${target.accountId}, region ${target.region}; it stands as it was. A project that AWS is at work on, or that is in use, takes no update: try again when it is at rest`,
      error,
    );
  }
}
