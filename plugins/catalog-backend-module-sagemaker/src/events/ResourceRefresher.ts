import {
  EntityMapper,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { AccountDirectory } from '../ingestion/AccountDirectory';
import { EntityWriter } from '../ingestion/EntityWriter';
import { KeyedQueue } from '../ingestion/KeyedQueue';
import { resourceListingId } from '../ingestion/listings';
import { readEntity, ReadEntity } from '../ingestion/reading';
import { createMappingContext } from '../mapping/mappingContext';
import { Settings } from '../settings';
import { KnownEntities } from '../store/KnownEntities';
import { ChangedResource } from './changedResource';

/** Brings the entity of one resource in line with what AWS says about it now. */
export class ResourceRefresher {
  constructor(
    private readonly deps: {
      aws: Pick<SageMakerAws, 'resources'>;
      settings: Settings;
      mapper: EntityMapper;
      directory: AccountDirectory;
      known: KnownEntities;
      writer: EntityWriter;
      /** Shared with the sweep: one writer a listing. */
      queue: KeyedQueue;
    },
  ) {}

  async refresh(resource: ChangedResource): Promise<void> {
    const readAt = Date.now();
    const read = await this.read(resource.arn);
    const listing = resourceListingId(resource, resource.type);
    await this.deps.queue.run(listing, () =>
      read
        ? this.put(listing, read, readAt)
        : this.remove(listing, resource.arn, readAt),
    );
  }

  private async read(arn: string): Promise<ReadEntity | undefined> {
    const { aws, settings, mapper, directory } = this.deps;
    const resource = await aws.resources.get(arn);
    const entity =
      resource &&
      mapper.resource(
        resource,
        createMappingContext(settings, await directory.accountSets()),
      );
    return entity && readEntity(resource.arn, entity);
  }

  private async put(listing: string, read: ReadEntity, readAt: number) {
    const { known, writer } = this.deps;
    const before = await known.get(listing, read.source);
    if (before?.eventAt && before.eventAt > readAt) {
      return;
    }
    if (before?.hash === read.hash) {
      await known.save(listing, [{ ...before, eventAt: readAt }]);
      return;
    }
    if (before && before.entityRef !== read.entityRef) {
      await writer.withdraw(listing, [before]);
    }
    await writer.put(listing, [read], { eventAt: readAt });
  }

  /** The row stays for a while, so that a listing that is older than the event does not bring the entity back. */
  private async remove(listing: string, source: string, readAt: number) {
    const { known, writer } = this.deps;
    const before = await known.get(listing, source);
    if (!before || (before.eventAt && before.eventAt > readAt)) {
      return;
    }
    await writer.withdraw(listing, [before]);
    await known.save(listing, [{ ...before, hash: null, eventAt: readAt }]);
  }
}
