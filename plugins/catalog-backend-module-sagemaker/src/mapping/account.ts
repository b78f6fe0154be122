import { Entity } from '@backstage/catalog-model';
import {
  accountEntityName,
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ACCOUNT_ID,
  DURABLE_ROLES,
  TYPE_ACCOUNT,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  KnownAccount,
  MappingContext,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { accountLink } from './consoleLinks';
import { defined, locationAnnotations } from './metadata';
import { accountSetRef, TAG_DECOMMISSIONED } from './refs';

/**
 * AWS account -> cloud account. A durable account belongs to the platform, not to
 * one of the teams whose sets share it.
 */
export function mapAccount(
  account: KnownAccount,
  context: MappingContext,
): Entity {
  const { accountId, role } = account;
  const [onlySet, ...others] = account.accountSets;
  const set =
    others.length === 0 && role && !DURABLE_ROLES.includes(role)
      ? onlySet
      : undefined;
  // Its models and runs stay in the catalog; who finds them must see that it is gone.
  const isGone = set?.state === 'decommissioned';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: accountEntityName(accountId),
      title:
        account.name ??
        (set && role ? `${set.name} ${role}` : `${role ?? 'AWS'} account`),
      description: `AWS account ${accountId}`,
      annotations: defined({
        ...locationAnnotations(accountId),
        [ANNOTATION_AWS_ACCOUNT_ID]: accountId,
        [ANNOTATION_ACCOUNT_SET]: set && accountSetRef(set.name),
      }),
      ...(isGone ? { tags: [TAG_DECOMMISSIONED] } : {}),
      links: [accountLink(accountId)],
    },
    spec: defined<string>({
      type: TYPE_ACCOUNT,
      owner: context.ownerFrom(account.owner, set?.owner),
      role,
      state: isGone ? set?.state : undefined,
    }),
  };
}
