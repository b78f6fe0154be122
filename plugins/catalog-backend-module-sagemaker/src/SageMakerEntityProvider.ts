import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
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
import { Knex } from 'knex';
import { ChangeHandler } from './events/ChangeHandler';
import { ResourceRefresher } from './events/ResourceRefresher';
import { AccountDirectory } from './ingestion/AccountDirectory';
import { EntityWriter } from './ingestion/EntityWriter';
import { KeyedQueue } from './ingestion/KeyedQueue';
import { Sweep } from './ingestion/Sweep';
import { Settings } from './settings';
import { IngestionStatus } from './store/IngestionStatus';
import { KnownEntities } from './store/KnownEntities';
import { LastKnown } from './store/LastKnown';

/** Puts AWS into the catalog: everything by sweeps, single changes by events. */
export class SageMakerEntityProvider implements EntityProvider {
  constructor(
    private readonly deps: {
      aws: SageMakerAws;
      settings: Settings;
      mapper: EntityMapper;
      knex: Knex;
      runner: SchedulerServiceTaskRunner;
      events: EventsService;
      metrics: MetricsService;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return 'sagemaker';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { aws, knex, runner, events, metrics, logger } = this.deps;
    const known = new KnownEntities(knex);
    const shared = {
      ...this.deps,
      known,
      directory: new AccountDirectory(aws, new LastKnown(knex)),
      writer: new EntityWriter(connection, known),
      queue: new KeyedQueue(),
    };
    const sweep = new Sweep({ ...shared, status: new IngestionStatus(knex) });
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
    await runner.run({
      id: 'sagemaker-ingestion',
      fn: signal => sweep.run(signal),
    });
  }
}
