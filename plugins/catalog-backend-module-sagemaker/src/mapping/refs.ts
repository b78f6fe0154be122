import {
  Arn,
  accountEntityName,
  entityNameFor,
  formatArn,
  parseArn,
  resourceName,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** `metadata.tags` of an account set that is no more, and of its ephemeral accounts. */
export const TAG_DECOMMISSIONED = 'decommissioned';

/** The parts of an ARN, or undefined: tags hold what people typed into them. */
export function arnFromTag(value: string | undefined): Arn | undefined {
  try {
    return value === undefined ? undefined : parseArn(value.trim());
  } catch {
    return undefined;
  }
}

/**
 * The SageMaker ARN in a tag when it is of that collection (`pipeline`,
 * `model-package-group`), as SageMaker itself writes it: pipeline names are in
 * lower case in ARNs, whatever their case elsewhere.
 */
export function sagemakerArnFromTag(
  value: string | undefined,
  collection: 'pipeline' | 'model-package-group',
): string | undefined {
  const arn = arnFromTag(value);
  if (
    arn?.service !== 'sagemaker' ||
    !arn.resource.startsWith(`${collection}/`)
  ) {
    return undefined;
  }
  const resource =
    collection === 'pipeline' ? arn.resource.toLowerCase() : arn.resource;
  return formatArn({ ...arn, resource });
}

/** The entity ref of a SageMaker resource of which only the ARN is known. */
export function resourceRefFromArn(arn: string): string {
  return `resource:default/${entityNameFor(resourceName(arn), arn)}`;
}

/** Names of account sets are unique in their table, but may hold any character. */
export function accountSetEntityName(name: string): string {
  return /^[a-z0-9]([-_.a-z0-9]{0,61}[a-z0-9])?$/.test(name)
    ? name
    : entityNameFor(name, name);
}

export function accountSetRef(name: string): string {
  return `resource:default/${accountSetEntityName(name)}`;
}

export function accountRef(accountId: string): string {
  return `resource:default/${accountEntityName(accountId)}`;
}
