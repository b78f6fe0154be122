import { Entity } from '@backstage/catalog-model';
import {
  PreflightFinding,
  TAG_TASK,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '../domain';
import { CallOptions } from '../readers';
import { ProjectState } from '../writers';
import { activeAccountSet } from './accountSet';
import { Checked } from './checked';
import { LaunchPlan, LaunchWish, planLaunch, PreflightAws } from './planLaunch';
import { tagFindings } from './tagFindings';
import { useCaseOf } from './useCase';

/** A project as it is asked for, of any account. */
export interface ProjectWish extends LaunchWish {
  name: string;
  tags: Record<string, string>;
}

/** A project that cannot become usable any more and has to make room. */
export function isLost({ status }: ProjectState): boolean {
  return ['CreateFailed', 'DeleteFailed', 'DeleteInProgress'].includes(status);
}

/** The name belongs to somebody else's project. */
export function takenFinding(
  { accountId, region }: Target,
  { name, arn, status }: ProjectState,
): PreflightFinding {
  return {
    field: 'name',
    message: `name: a SageMaker project named '${name}' exists in account ${accountId}, region ${region} (${arn}, ${status}); choose another name`,
  };
}

/**
 * Works out the creation of a project and everything that stands in its way
 * besides its name. Throws what a second try may mend, such as a throttled call.
 */
export async function planProject(
  aws: PreflightAws,
  target: Target,
  wish: ProjectWish,
  options?: CallOptions,
): Promise<Checked & { plan: LaunchPlan }> {
  const launch = await planLaunch(aws, target, wish, options);
  return {
    ...launch,
    findings: [...tagFindings(wish.tags), ...launch.findings],
  };
}

/**
 * Everything that stands in the way of a use case in an account set, told before
 * there is a task for it: the same checks as the task makes. Changes nothing.
 * Throws what a second try may mend, such as a throttled call.
 */
export async function checkUseCase(
  aws: PreflightAws,
  accountSet: Entity,
  wish: ProjectWish,
  options?: CallOptions,
): Promise<Checked> {
  const { useCase, findings } = await useCaseOf(wish.name, () =>
    activeAccountSet(accountSet),
  );
  if (!useCase) {
    return { findings, notChecked: [] };
  }
  const { tooling } = useCase.set;
  const [found, project] = await Promise.all([
    aws.projects.find(tooling, wish.name, options),
    planProject(aws, tooling, wish, options),
  ]);
  // A task takes the place of what an earlier one has left behind.
  const isFree = !found || (isLost(found) && found.tags[TAG_TASK]);
  return {
    findings: [
      ...(isFree ? [] : [takenFinding(tooling, found)]),
      ...project.findings,
    ],
    notChecked: project.notChecked,
  };
}
