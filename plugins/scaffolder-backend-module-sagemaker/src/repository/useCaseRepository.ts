import { NotFoundError } from '@backstage/errors';
import { TAG_PROJECT_NAME } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';

/**
 * A CodeCommit repository of some use case. Others in the account are none of the
 * portal's business. Throws a NotFoundError.
 */
export async function useCaseRepository(
  ctx: TaskContext,
  deps: Pick<ActionDeps, 'aws'>,
  target: Target,
  name: string,
): Promise<{ defaultBranch?: string }> {
  const where = `account ${target.accountId}, region ${target.region}`;
  const found = await deps.aws.repositories.find(target, name, {
    signal: ctx.signal,
  });
  if (!found) {
    throw new NotFoundError(
      `There is no CodeCommit repository '${name}' in ${where}`,
    );
  }
  if (!found.tags[TAG_PROJECT_NAME]) {
    throw new NotFoundError(
      `CodeCommit repository '${name}' in ${where} has no tag ${TAG_PROJECT_NAME}, so it is not taken for a use case's: tag it if it is`,
    );
  }
  return found;
}
