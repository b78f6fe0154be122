import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  EntityMapper,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ChangeHandler } from './events/ChangeHandler';
import { ResourceRefresher } from './events/ResourceRefresher';
import { AccountDirectory } from './ingestion/AccountDirectory';
import { EntityWriter } from './ingestion/EntityWriter';
import { IngestionMetrics } from './ingestion/IngestionMetrics';
import { KeyedQueue } from './ingestion/KeyedQueue';
import { ListingSweeper } from './ingestion/ListingSweeper';
import { Sweep } from './ingestion/Sweep';
import { UnknownOwners } from './ingestion/UnknownOwners';
import { Settings } from './settings';
import { KnownEntities } from './store/KnownEntities';
import { LastKnown } from './store/LastKnown';
import { Listings } from './store/Listings';

/** The scheduled task that reads what is due. */
export const SWEEP_TASK = 'sagemaker-ingestion';

/** Listings have schedules of their own: this is how soon one that is due is noticed. */
const SWEEP_TASK_FREQUENCY = { seconds: 10 };

/** Puts AWS into the catalog: everything by sweeps, single changes by events. */
export class SageMakerEntityProvider implements EntityProvider {
  constructor(
    private readonly deps: {
      aws: SageMakerAws;
      settings: Settings;
      mapper: EntityMapper;
      known: KnownEntities;
      lastKnown: LastKnown;
      listings: Listings;
      unknownOwners: UnknownOwners;
      scheduler: SchedulerService;
      events: EventsService;
      metrics: MetricsService;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'sagemaker';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { aws, events, known, lastKnown, listings, logger, metrics } =
      this.deps;
    const { scheduler, settings } = this.deps;
    const shared = {
      ...this.deps,
      directory: new AccountDirectory(aws, settings, lastKnown),
      writer: new EntityWriter(connection, known),
      queue: new KeyedQueue(),
    };
    const sweep = new Sweep({
      ...shared,
      sweeper: new ListingSweeper({
        ...shared,
        metrics: new IngestionMetrics(metrics, listings),
      }),
    });
    const handler = new ChangeHandler({
      directory: shared.directory,
      refresher: new ResourceRefresher(shared),
      events: metrics.createCounter('backstage.sagemaker.ingestion.events', {
        description: 'Events about AWS resources, by what became of them',
      }),
      logger,
    });
    await events.subscribe({
      id: 'sagemaker-ingestion',
      topics: [TOPIC_RESOURCE_CHANGED, TOPIC_AWS_EVENTS],
      onEvent: params => handler.handle(params),
    });
    await scheduler.scheduleTask({
      id: SWEEP_TASK,
      scope: 'global',
      frequency: SWEEP_TASK_FREQUENCY,
      timeout: settings.timeout,
      fn: signal => sweep.run(signal),
    });
  }
}
