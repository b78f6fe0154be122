import { Entity } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';

/** The same for two entities that say the same, whatever the order of their keys. */
export function entityHash(entity: Entity): string {
  const canonical = JSON.stringify(entity, (_key, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
  return createHash('sha256').update(canonical).digest('hex');
}
