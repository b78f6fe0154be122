import { Entity } from '@backstage/catalog-model';
import { ANNOTATION_AWS_ARN } from './annotations';
import { parseArn } from './arn';

/** The SageMaker resources that entities stand for, as their ARNs name them. */
export type SageMakerResourceKind =
  | 'project'
  | 'model-package-group'
  | 'pipeline'
  | 'endpoint';

/**
 * Whether an entity stands for that kind of resource, told by its ARN: a platform
 * owner may give our entities another `spec.type`.
 */
export function isSageMakerResource(
  entity: Entity,
  kind: SageMakerResourceKind,
): boolean {
  const value = entity.metadata.annotations?.[ANNOTATION_AWS_ARN];
  if (value === undefined) {
    return false;
  }
  try {
    const { service, resource } = parseArn(value);
    return service === 'sagemaker' && resource.startsWith(`${kind}/`);
  } catch {
    return false;
  }
}
