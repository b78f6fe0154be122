import {
  BranchNames,
  branchNames,
  UseCaseNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  AccountSetReading,
  ActiveAccountSet,
  loadAccountSet,
} from '../actions/accountSet';
import { ActionDeps, TaskContext } from '../actions/context';

/** A feature branch of a use case, with the names of all that it has or may have. */
export interface Branch {
  set: ActiveAccountSet;
  useCase: UseCaseNames;
  names: BranchNames;
  /** Where the pipelines of the use case run. */
  dev: Target;
}

/** Throws an InputError for an account set or a branch that cannot be used. */
export async function loadBranch(
  ctx: TaskContext,
  deps: ActionDeps,
  input: { accountSet: string; useCase: string; branch: string },
  reading?: AccountSetReading,
): Promise<Branch> {
  const set = await loadAccountSet(ctx, deps, input.accountSet, reading);
  const useCase = useCaseNames(input.useCase, set);
  return {
    set,
    useCase,
    names: branchNames(useCase, input.branch),
    dev: { accountId: useCase.devAccountId, region: useCase.region },
  };
}
