import { InputError } from '@backstage/errors';
import {
  ACCOUNT_ROLES,
  AccountRole,
  AccountSetAccount,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { checkAccountId } from '../../checks';

/** Throws an InputError that names the outputs that were looked for. */
export function accountsFromOutputs(
  outputs: Record<string, string>,
  names: Record<AccountRole, string>,
): AccountSetAccount[] {
  const accounts = ACCOUNT_ROLES.flatMap(role => {
    const value = outputs[names[role]];
    return value === undefined || value === ''
      ? []
      : [
          {
            role,
            accountId: checkAccountId(
              value,
              `The output '${names[role]}' of the product`,
            ),
          },
        ];
  });
  if (!accounts.length) {
    throw new InputError(
      `The product has none of the outputs ${Object.values(names).join(
        ', ',
      )}, which hold the accounts; it has ${
        Object.keys(outputs).join(', ') || 'none'
      }. Name its own under 'sagemaker.governance.accountOutputs'`,
    );
  }
  return accounts;
}
