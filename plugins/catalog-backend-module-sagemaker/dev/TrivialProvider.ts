import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

const DELTA = 1000;
const LOCATION_KEY = 'trivial';

/** Hands the catalog entities from memory: the least that any provider has to do. */
export class TrivialProvider implements EntityProvider {
  private connection?: EntityProviderConnection;

  constructor(private readonly entities: Entity[]) {}

  getProviderName(): string {
    return 'trivial';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
  }

  async apply(): Promise<void> {
    if (!this.connection) {
      throw new InputError('The catalog has not connected the provider yet');
    }
    for (let i = 0; i < this.entities.length; i += DELTA) {
      await this.connection.applyMutation({
        type: 'delta',
        added: this.entities
          .slice(i, i + DELTA)
          .map(entity => ({ entity, locationKey: LOCATION_KEY })),
        removed: [],
      });
    }
  }
}
