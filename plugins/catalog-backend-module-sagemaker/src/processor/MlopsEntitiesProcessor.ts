import {
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  ANNOTATION_ACCOUNT_SET,
  isAccountSet,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { accountRef } from '../mapping/refs';
import { validateEntity } from './validate';

/**
 * Validates the entities of this suite wherever they come from, and draws the
 * relations that the catalog does not: a System has no `dependsOn` of its own,
 * and an account set names its accounts by id.
 */
export class MlopsEntitiesProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'MlopsEntitiesProcessor';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    validateEntity(entity);
    // The kinds are Backstage's own: whether they are complete is for its processor to say.
    return false;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const self = getCompoundEntityRef(entity);
    for (const target of dependencies(entity)) {
      emitDependency(self, target, emit);
    }
    return entity;
  }
}

function dependencies(entity: Entity): CompoundEntityRef[] {
  if (isAccountSet(entity)) {
    return entity.spec.accounts.map(({ accountId }) =>
      parseEntityRef(accountRef(accountId)),
    );
  }
  const accountSet = entity.metadata.annotations?.[ANNOTATION_ACCOUNT_SET];
  // By the annotation, not the type: a platform owner's mapper may give use cases another.
  if (entity.kind.toLowerCase() === 'system' && accountSet) {
    return [
      parseEntityRef(accountSet, {
        defaultKind: 'resource',
        defaultNamespace: entity.metadata.namespace,
      }),
    ];
  }
  return [];
}

function emitDependency(
  source: CompoundEntityRef,
  target: CompoundEntityRef,
  emit: CatalogProcessorEmit,
) {
  emit(
    processingResult.relation({ source, type: RELATION_DEPENDS_ON, target }),
  );
  emit(
    processingResult.relation({
      source: target,
      type: RELATION_DEPENDENCY_OF,
      target: source,
    }),
  );
}
