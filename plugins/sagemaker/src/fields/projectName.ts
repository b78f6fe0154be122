import { stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  assertProjectName,
  // Aliased: it is no hook.
  useCaseNames as namesOfUseCase,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { findAccountSet } from './accountSets';

export const PROJECT_NAME_RULE =
  'Up to 32 letters, digits and hyphens, beginning and ending with a letter or digit. It cannot be changed later.';

/** Why SageMaker would refuse the name, or undefined. */
export function nameProblem(name: string): string | undefined {
  try {
    assertProjectName(name);
    return undefined;
  } catch (error) {
    return isError(error) ? error.message : String(error);
  }
}

/** Why the name cannot be used in this account set, or undefined. Reads the catalog. */
export async function nameProblemInSet(
  catalogApi: CatalogApi,
  name: string,
  accountSetRef: string,
): Promise<string | undefined> {
  const set = await findAccountSet(catalogApi, accountSetRef);
  if (!set) {
    return `The account set ${accountSetRef} is not in the catalog`;
  }
  const { systemRef } = namesOfUseCase(name, {
    name: set.metadata.name,
    ...set.spec,
  });
  const existing = await catalogApi.getEntityByRef(systemRef);
  return existing
    ? `There is already a use case '${name}' in this account set: ${stringifyEntityRef(
        existing,
      )}`
    : undefined;
}
