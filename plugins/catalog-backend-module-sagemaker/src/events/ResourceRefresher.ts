import {
  EntityMapper,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { AccountDirectory } from '../ingestion/AccountDirectory';
import { EntityWriter } from '../ingestion/EntityWriter';
import { KeyedQueue } from '../ingestion/KeyedQueue';
import { targetListingId } from '../ingestion/plan';
import { readEntity, ReadEntity } from '../ingestion/reading';
import { createMappingContext } from '../mapping/mappingContext';
import { Settings } from '../settings';
import { KnownEntities, KnownEntity } from '../store/KnownEntities';
import { Batches } from './Batches';
import { ChangedResource } from './changedResource';

/** What AWS says about one resource. */
export interface ResourceReading {
  resource: ChangedResource;
  /** Undefined when there is none, or none that makes an entity. */
  read?: ReadEntity;
  /** Epoch milliseconds. */
  readAt: number;
}

/** Brings the entities of single resources in line with what AWS says about them now. */
export class ResourceRefresher {
  private readonly batches: Batches<ResourceReading>;

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
  ) {
    this.batches = new Batches(deps.queue, (listing, readings) =>
      this.writeAll(listing, readings),
    );
  }

  async read(resource: ChangedResource): Promise<ResourceReading> {
    const { aws, settings, mapper, directory } = this.deps;
    const readAt = Date.now();
    const found = await aws.resources.get(resource.arn);
    const entity =
      found &&
      settings.filter.takes(found) &&
      mapper.resource(
        found,
        createMappingContext(settings, await directory.accountSets()),
      );
    return {
      resource,
      readAt,
      read: entity ? await readEntity(found.arn, entity) : undefined,
    };
  }

  /** What comes while the listing is being written to is written together. */
  write(reading: ResourceReading): Promise<void> {
    const { resource } = reading;
    return this.batches.add(targetListingId(resource, resource.type), reading);
  }

  private async writeAll(listing: string, readings: ResourceReading[]) {
    const { known, writer } = this.deps;
    const changed: ReadEntity[] = [];
    const replaced: KnownEntity[] = [];
    const gone: KnownEntity[] = [];
    const unchanged: KnownEntity[] = [];
    // Two events may write the ARN of the same resource differently.
    const bySource = new Map(
      readings.map(one => [one.read?.source ?? one.resource.arn, one]),
    );
    for (const [source, { read, readAt }] of bySource) {
      // What is gone is named as in the event, perhaps not in the case of its ARN.
      const before =
        (await known.get(listing, source)) ??
        (read ? undefined : await known.get(listing, source.toLowerCase()));
      if (before?.eventAt && before.eventAt > readAt) {
        continue;
      }
      if (before && before.hash === (read?.hash ?? null)) {
        unchanged.push({ ...before, eventAt: readAt });
      } else if (read) {
        changed.push(read);
        if (before && before.entityRef !== read.entityRef) {
          replaced.push(before);
        }
      } else if (before) {
        gone.push({ ...before, hash: null, eventAt: readAt });
      }
    }
    await writer.withdraw(listing, [...replaced, ...gone]);
    await writer.put(listing, changed, {
      eventAt: Math.min(...readings.map(({ readAt }) => readAt)),
    });
    // The rows of what is gone stay for a while, so that a listing that is older
    // than the event does not bring the entities back.
    await known.save(listing, [...unchanged, ...gone]);
  }
}
