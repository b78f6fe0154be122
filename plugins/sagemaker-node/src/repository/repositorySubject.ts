import {
  ANNOTATION_LOCATION,
  Entity,
  parseLocationRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  RepositoryKind,
  repositoryKindOf,
  TYPE_BUILD_REPOSITORY,
  TYPE_DEPLOYMENT_REPOSITORY,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** A repository of a use case. It stands where its catalog-info.yaml was read. */
export interface RepositorySubject {
  kind: RepositoryKind;
  /** Of the folder that holds the entity's file: the root of the repository. */
  url: string;
}

/**
 * The repository that an entity is. Not `backstage.io/source-location` says where
 * it is, which a YAML file may set to any repository that the portal can read,
 * but the address that the catalog read the entity from, which it cannot.
 * Throws an InputError for other entities, and for those read from elsewhere.
 */
export function repositoryOf(integrations: ScmIntegrationRegistry) {
  return (entity: Entity): RepositorySubject => {
    const ref = stringifyEntityRef(entity);
    const kind = repositoryKindOf(entity);
    if (!kind) {
      throw new InputError(
        `'${ref}' is of type '${entity.spec?.type}': the repository standard is for a Component of type ${TYPE_BUILD_REPOSITORY} or ${TYPE_DEPLOYMENT_REPOSITORY}`,
      );
    }
    const location = entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
    if (!location.startsWith('url:')) {
      throw new InputError(
        `'${ref}' was read from '${location}', which is no repository: register the catalog-info.yaml of the repository by its URL`,
      );
    }
    const { target } = parseLocationRef(location);
    return { kind, url: integrations.resolveUrl({ url: './', base: target }) };
  };
}

/** The same for what only a deployment repository has. */
export function deploymentRepositoryOf(integrations: ScmIntegrationRegistry) {
  const read = repositoryOf(integrations);
  return (entity: Entity): RepositorySubject => {
    const subject = read(entity);
    if (subject.kind !== 'deployment') {
      throw new InputError(
        `'${stringifyEntityRef(entity)}' is a ${
          subject.kind
        } repository: how stages are deployed is in a Component of type ${TYPE_DEPLOYMENT_REPOSITORY}`,
      );
    }
    return subject;
  };
}
