import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { sagemakerAccountSetManagePermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';

/** What the actions that vend and retire account sets work with. */
export interface VendingDeps {
  aws: Pick<SageMakerAws, 'vending'>;
  catalog: CatalogService;
  permissions: PermissionsService;
  /** Key of the AWS tag that holds the owner's entity ref. */
  ownerTag: string;
}

/** Throws a NotAllowedError unless the person who started the task may vend and retire. */
export async function assertMayManage(ctx: TaskContext, deps: VendingDeps) {
  const permission = sagemakerAccountSetManagePermission;
  const [{ result }] = await deps.permissions.authorize([{ permission }], {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You are not allowed to vend or retire account sets. Ask the platform team for the permission ${permission.name}`,
    );
  }
}

/**
 * A token by which AWS tells a repeated request from a new one: the same for a
 * retry of the task, another one for another task or purpose.
 */
export function tokenOf(ctx: TaskContext, ...purpose: string[]): string {
  return [ctx.task.id, ...purpose].join('-').replace(/[^a-zA-Z0-9_-]/g, '-');
}
