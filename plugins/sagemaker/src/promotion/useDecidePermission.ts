import { usePermission } from '@backstage/plugin-permission-react';
import { sagemakerApprovalDecidePermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/**
 * Approvals are decided on the model group and on the account that they open.
 * Returns why the person cannot decide, or undefined.
 */
export function useDecidePermission(
  modelGroupRef: string,
  accountRef: string | undefined,
) {
  const onGroup = usePermission({
    permission: sagemakerApprovalDecidePermission,
    resourceRef: modelGroupRef,
  });
  // A stage without a known account is left to the backend to decide.
  const onAccount = usePermission({
    permission: sagemakerApprovalDecidePermission,
    resourceRef: accountRef ?? modelGroupRef,
  });
  const loading = onGroup.loading || onAccount.loading;
  let reason: string | undefined;
  if (!loading && !onGroup.allowed) {
    reason = 'You are not allowed to decide on versions of this model group.';
  } else if (!loading && !onAccount.allowed) {
    reason = `You may decide on this model group, but not on deployments to the account ${accountRef}.`;
  }
  return { loading, reason };
}
