import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { batches } from '../store/batches';
import { KnownEntities, KnownEntity } from '../store/KnownEntities';
import { ReadEntity } from './reading';

const MAX_DELTA = 1000;
/** Never changes: the catalog takes entities of another key for someone else's. */
const LOCATION_KEY = 'sagemaker';

/**
 * Writes to the catalog, then to the table of what was written. A crash between
 * the two repeats the delta, which is harmless; the other order would lose it.
 */
export class EntityWriter {
  constructor(
    private readonly connection: EntityProviderConnection,
    private readonly known: KnownEntities,
  ) {}

  async put(
    listing: string,
    entities: ReadEntity[],
    options: { eventAt?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    for (const chunk of batches(entities, MAX_DELTA)) {
      options.signal?.throwIfAborted();
      await this.connection.applyMutation({
        type: 'delta',
        added: chunk.map(({ entity }) => ({
          entity,
          locationKey: LOCATION_KEY,
        })),
        removed: [],
      });
      await this.known.save(
        listing,
        chunk.map(({ source, entity, entityRef, hash }) => ({
          source,
          entityRef,
          hash,
          eventAt: options.eventAt ?? null,
          owner:
            typeof entity.spec?.owner === 'string' ? entity.spec.owner : null,
        })),
      );
    }
  }

  /** Takes entities out of the catalog, then their sources out of the table. */
  async remove(
    listing: string,
    entities: KnownEntity[],
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    for (const chunk of batches(entities, MAX_DELTA)) {
      options.signal?.throwIfAborted();
      await this.withdraw(listing, chunk);
      await this.known.forget(
        listing,
        chunk.map(({ source }) => source),
      );
    }
  }

  /** Takes entities out of the catalog, except those that also stand for another resource. */
  async withdraw(listing: string, entities: KnownEntity[]): Promise<void> {
    const held = await this.known.heldByOthers(
      entities.map(({ entityRef }) => entityRef),
      listing,
      entities.map(({ source }) => source),
    );
    const gone = entities.filter(({ entityRef }) => !held.has(entityRef));
    for (const chunk of batches(gone, MAX_DELTA)) {
      await this.connection.applyMutation({
        type: 'delta',
        added: [],
        removed: chunk.map(({ entityRef }) => ({
          entityRef,
          locationKey: LOCATION_KEY,
        })),
      });
    }
  }
}
