import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** What is shown of an entity beside its approvals. */
export interface EntityFacts {
  title: string;
  /** Entity ref. */
  owner?: string;
  /** Entity ref of the use case. */
  system?: string;
}

export function entityFacts(entity: Entity): EntityFacts {
  const { title, name } = entity.metadata;
  const owner = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  return {
    title: title ?? name,
    owner: owner?.targetRef ?? refIn(entity, 'owner', 'group'),
    system: refIn(entity, 'system', 'system'),
  };
}

function refIn(
  entity: Entity,
  field: 'owner' | 'system',
  defaultKind: string,
): string | undefined {
  const ref = entity.spec?.[field];
  if (typeof ref !== 'string') {
    return undefined;
  }
  const defaultNamespace = entity.metadata.namespace;
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind, defaultNamespace }),
  );
}
