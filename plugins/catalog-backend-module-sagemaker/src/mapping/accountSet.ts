import { Entity } from '@backstage/catalog-model';
import {
  ACCOUNT_ROLES,
  AccountSetSpec,
  ANNOTATION_ACCESS_GROUP,
  formatArn,
  TYPE_ACCOUNT_SET,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  MappingContext,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { accountSetTableLink } from './consoleLinks';
import { locationAnnotations } from './metadata';
import { accountSetEntityName, TAG_DECOMMISSIONED } from './refs';

/**
 * Row of the governance table -> account set. The relations to its accounts are
 * drawn by the processor from `spec.accounts`, for YAML account sets as well.
 */
export function mapAccountSet(
  set: AccountSet,
  context: MappingContext,
): Entity {
  const table = set.origin === 'table' ? context.accountSetTable : undefined;
  const source = table
    ? formatArn({
        ...table,
        service: 'dynamodb',
        resource: `table/${table.tableName}`,
      })
    : 'configuration';
  const spec: AccountSetSpec = {
    type: TYPE_ACCOUNT_SET,
    owner: context.ownerFrom(set.owner),
    state: set.state,
    // Not sorted: the first region is where new use cases go.
    regions: [...set.regions],
    accounts: set.accounts
      .map(({ role, accountId }) => ({ role, accountId }))
      .sort(
        (a, b) =>
          ACCOUNT_ROLES.indexOf(a.role) - ACCOUNT_ROLES.indexOf(b.role) ||
          a.accountId.localeCompare(b.accountId),
      ),
  };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: accountSetEntityName(set.name),
      title: set.name,
      annotations: {
        ...locationAnnotations(source),
        ...(set.accessGroup
          ? { [ANNOTATION_ACCESS_GROUP]: set.accessGroup }
          : {}),
      },
      ...(set.state === 'decommissioned' ? { tags: [TAG_DECOMMISSIONED] } : {}),
      ...(table ? { links: [accountSetTableLink(table)] } : {}),
    },
    spec: {
      ...spec,
      accounts: spec.accounts.map(account => ({ ...account })),
    },
  };
}
