import {
  useCaseOf,
  UseCaseOfSet,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { AccountSetReading, loadAccountSet } from '../actions/accountSet';
import { ActionDeps, TaskContext } from '../actions/context';
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
): Promise<UseCaseOfSet> {
  const { useCase, findings } = await useCaseOf(name, () =>
    loadAccountSet(ctx, deps, accountSet, reading),
  );
  if (!useCase) {
    throw new ProjectPreflightError(
      `The project '${name}' cannot be worked on in ${accountSet}`,
      findings.map(({ message }) => message),
    );
  }
  return useCase;
}
