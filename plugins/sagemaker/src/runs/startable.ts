import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { RunPipeline } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { isUseCase } from '../filters';

/**
 * Ref of the entity whose pipeline a person may start from here: the entity itself,
 * and for a use case the pipeline that was chosen, or else the one that is no
 * branch's. Undefined while that is not known.
 */
export function startable(
  entity: Entity,
  pipelines: RunPipeline[] = [],
  chosen?: string,
): string | undefined {
  return isUseCase(entity)
    ? chosen ?? pipelines.find(({ branch }) => !branch)?.entityRef
    : stringifyEntityRef(entity);
}
