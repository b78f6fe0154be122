import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { UnknownOwner } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { KnownEntities } from '../store/KnownEntities';
import { LastKnown } from '../store/LastKnown';

/**
 * Owners that our entities name and the catalog does not have: a tag with a typing
 * error, or a group that is not ingested yet. They stay as they are, since the group
 * may come; each is reported once.
 */
export class UnknownOwners {
  constructor(
    private readonly deps: {
      known: KnownEntities;
      lastKnown: LastKnown;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
  ) {}

  /** As found by the last sweep. */
  list(): Promise<UnknownOwner[]> {
    return this.deps.lastKnown.get('unknown-owners');
  }

  /** Looks for them anew and tells the log of those that it has not been told of. */
  async report(): Promise<void> {
    const { known, lastKnown, logger } = this.deps;
    try {
      const unknown = await this.find(await known.owners());
      const before = await this.list();
      const told = new Set(before.map(({ entityRef }) => entityRef));
      unknown
        .filter(({ entityRef }) => !told.has(entityRef))
        .forEach(({ entityRef, entities }) =>
          logger.warn(
            `The catalog has no ${entityRef}, which owns ${entities} entities from AWS: create it, or correct the owner tags`,
          ),
        );
      if (JSON.stringify(unknown) !== JSON.stringify(before)) {
        await lastKnown.save('unknown-owners', unknown);
      }
    } catch (error) {
      logger.warn('The owners of entities cannot be checked', toError(error));
    }
  }

  private async find(owners: UnknownOwner[]): Promise<UnknownOwner[]> {
    const { catalog, auth } = this.deps;
    if (owners.length === 0) {
      return [];
    }
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: owners.map(({ entityRef }) => entityRef),
        fields: ['kind'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return owners.filter((_, index) => !items[index]);
  }
}
