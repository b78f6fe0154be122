import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';

/** Location type of everything that the catalog module of this suite maintains. */
const PROVIDER_LOCATION = 'sagemaker:';

/**
 * True when our entity provider wrote the entity. An entity from a YAML file
 * cannot claim it: the catalog overwrites the location of whatever it reads
 * from a file with that file's address.
 */
export function isMaintainedByProvider(entity: Entity): boolean {
  return Boolean(
    entity.metadata.annotations?.[ANNOTATION_LOCATION]?.startsWith(
      PROVIDER_LOCATION,
    ),
  );
}
