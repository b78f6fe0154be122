import { Entity } from '@backstage/catalog-model';
import { TYPE_BUILD_REPOSITORY, TYPE_DEPLOYMENT_REPOSITORY } from '../types';
import { RepositoryKind } from './standard';

const KINDS = new Map<unknown, RepositoryKind>([
  [TYPE_BUILD_REPOSITORY, 'build'],
  [TYPE_DEPLOYMENT_REPOSITORY, 'deployment'],
]);

/** Which repository of a use case the entity is; undefined when it is none. */
export function repositoryKindOf(entity: Entity): RepositoryKind | undefined {
  return entity.kind.toLocaleLowerCase('en-US') === 'component'
    ? KINDS.get(entity.spec?.type)
    : undefined;
}
