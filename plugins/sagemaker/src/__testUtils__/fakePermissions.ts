import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionApi } from '@backstage/plugin-permission-react';

/** Decides on a permission and, where it is about an entity, its ref. */
export type IsAllowed = (permission: string, entityRef?: string) => boolean;

/** Everything is allowed when the decision is left out. */
export const fakePermissions = (
  isAllowed: IsAllowed = () => true,
): PermissionApi => ({
  authorize: async request => ({
    result: isAllowed(
      request.permission.name,
      'resourceRef' in request ? request.resourceRef : undefined,
    )
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  }),
});
