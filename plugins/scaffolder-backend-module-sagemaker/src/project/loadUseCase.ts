import {
  assertProjectName,
  UseCaseNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSetReading,
  ActiveAccountSet,
  loadAccountSet,
} from '../actions/accountSet';
import { ActionDeps, TaskContext } from '../actions/context';
import { readOr } from './findings';
import { ProjectPreflightError } from './ProjectPreflightError';

/**
 * The account set of a use case and the names of everything in it. Throws a
 * ProjectPreflightError for a name out of rule and an account set that cannot be
 * used or lacks an account; AWS is not asked.
 */
export async function loadUseCase(
  ctx: TaskContext,
  deps: ActionDeps,
  { name, accountSet }: { name: string; accountSet: string },
  reading?: AccountSetReading,
): Promise<{ set: ActiveAccountSet; names: UseCaseNames }> {
  const findings: string[] = [];
  await readOr(findings, 'name', () => assertProjectName(name));
  const isNamed = !findings.length;
  const set = await readOr(findings, 'account set', () =>
    loadAccountSet(ctx, deps, accountSet, reading),
  );
  const names =
    set && isNamed
      ? await readOr(findings, 'account set', () => useCaseNames(name, set))
      : undefined;
  if (!set || !names) {
    throw new ProjectPreflightError(
      `The project '${name}' cannot be worked on in ${accountSet}`,
      findings,
    );
  }
  return { set, names };
}
