import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  AccountSetEntity,
  isAccountSet,
  TYPE_ACCOUNT_SET,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

const accountSetName = ({ metadata }: AccountSetEntity) =>
  metadata.title ?? metadata.name;

/** The account sets that new use cases can go to, by name. */
export async function activeAccountSets(
  catalogApi: CatalogApi,
): Promise<AccountSetEntity[]> {
  const { items } = await catalogApi.getEntities({
    filter: { kind: 'resource', 'spec.type': TYPE_ACCOUNT_SET },
  });
  return items
    .filter(isAccountSet)
    .filter(({ spec }) => spec.state === 'active')
    .sort((a, b) => accountSetName(a).localeCompare(accountSetName(b)));
}

export async function findAccountSet(
  catalogApi: CatalogApi,
  ref: string,
): Promise<AccountSetEntity | undefined> {
  const entity = await catalogApi.getEntityByRef(
    parseEntityRef(ref, { defaultKind: 'resource' }),
  );
  return entity && isAccountSet(entity) ? entity : undefined;
}

/** `credit-risk (eu-west-1, owned by group:default/credit-risk)` */
export const accountSetLabel = (entity: AccountSetEntity) =>
  `${accountSetName(entity)} (${entity.spec.regions.join(', ')}, owned by ${
    entity.spec.owner
  })`;

export const accountSetOption = (entity: AccountSetEntity) => ({
  value: stringifyEntityRef(entity),
  label: accountSetLabel(entity),
});
