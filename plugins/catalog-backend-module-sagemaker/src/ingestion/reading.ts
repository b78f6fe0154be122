import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, toError } from '@backstage/errors';
import { entityHash } from './entityHash';

/** The catalog's own rules, so that one bad entity cannot spoil a whole delta. */
const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

export interface Skipped {
  id: string;
  reason: string;
}

/** An entity as it goes to the catalog. */
export interface ReadEntity {
  source: string;
  entity: Entity;
  entityRef: string;
  hash: string;
}

/** The complete answer of one listing. */
export interface Reading {
  /** How many resources AWS answered, those that make no entity included. */
  found: number;
  entities: ReadEntity[];
  skipped: Skipped[];
}

/** Throws when the catalog would refuse the entity. */
export async function readEntity(
  source: string,
  entity: Entity,
): Promise<ReadEntity> {
  await POLICY.enforce(entity);
  return {
    source,
    entity,
    entityRef: stringifyEntityRef(entity),
    hash: entityHash(entity),
  };
}

/**
 * Maps what a listing answered. What cannot be mapped, or would take the place of
 * another resource's entity, is skipped with the reason, and the rest goes on.
 */
export async function makeReading<T>(
  items: Map<string, T>,
  skipped: Skipped[],
  map: (item: T) => Entity | undefined,
): Promise<Reading> {
  const reading: Reading = {
    found: items.size + skipped.length,
    entities: [],
    skipped: [...skipped],
  };
  const sources = new Map<string, string>();
  for (const [source, item] of items) {
    try {
      const entity = map(item);
      if (entity) {
        const read = await readEntity(source, entity);
        const other = sources.get(read.entityRef);
        if (other) {
          throw new ConflictError(`${read.entityRef} stands for ${other}`);
        }
        sources.set(read.entityRef, source);
        reading.entities.push(read);
      }
    } catch (error) {
      reading.skipped.push({ id: source, reason: toError(error).message });
    }
  }
  return reading;
}
