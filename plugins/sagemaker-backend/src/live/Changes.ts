import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  MetricsServiceCounter,
} from '@backstage/backend-plugin-api/alpha';
import { stringifyError, toError } from '@backstage/errors';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  liveChannel,
  parseArn,
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  ResourceChange,
  resourceChange,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { randomUUID } from 'node:crypto';
import { deployedModelsSubject } from '../reads/keys';
import { ReadCache } from '../reads/ReadCache';
import { PageLookup } from './PageLookup';
import { Throttle } from './Throttle';

const SIGNAL_INTERVAL_MS = 1_000;

type Outcome = 'announced' | 'irrelevant' | 'malformed' | 'failed';

/**
 * Hears that something has changed in AWS, forgets what is cached of it, and
 * tells open pages to read anew.
 */
export class Changes {
  private readonly signal: Throttle;
  private readonly outcomes: MetricsServiceCounter<{ outcome: Outcome }>;

  constructor(
    private readonly deps: {
      cache: ReadCache;
      events: EventsService;
      signals: SignalsService;
      pages: PageLookup;
      metrics: MetricsService;
      logger: LoggerService;
      lifecycle: LifecycleService;
    },
  ) {
    this.outcomes = deps.metrics.createCounter(
      'backstage.sagemaker.live.events',
      {
        description: 'Events about AWS resources, by what became of them',
      },
    );
    this.signal = new Throttle(channel => {
      void this.publishSignal(channel);
    }, SIGNAL_INTERVAL_MS);
    deps.lifecycle.addShutdownHook(() => this.signal.stop());
  }

  /**
   * Every replica hears every event, by an id of its own: each has answers in
   * memory to forget, and pages that are connected to it.
   */
  async subscribe() {
    await this.deps.events.subscribe({
      id: `changes-${randomUUID()}`,
      topics: [TOPIC_AWS_EVENTS, TOPIC_RESOURCE_CHANGED],
      onEvent: async params => {
        this.outcomes.add(1, { outcome: await this.hear(params) });
      },
    });
  }

  /**
   * Reports a change that this backend made itself: of `arn`, and perhaps of
   * what is known under a second ARN. Returns when nobody is answered from
   * before the change any more. Never throws: the change is made.
   */
  async made(arn: string, also?: string) {
    try {
      await this.forget(arn);
      if (also) {
        await this.forget(also);
      }
      await this.deps.events.publish({
        topic: TOPIC_RESOURCE_CHANGED,
        eventPayload: { arn },
      });
    } catch (error) {
      this.deps.logger.warn(
        `The change of ${arn} could not be announced; pages show it within seconds`,
        toError(error),
      );
    }
  }

  /** Never throws: what is not heard, pages show within seconds. */
  private async hear({ topic, eventPayload }: EventParams): Promise<Outcome> {
    let change: ResourceChange | undefined;
    try {
      change = resourceChange(topic, eventPayload);
    } catch (error) {
      this.deps.logger.debug(
        `Malformed event on ${topic}: ${stringifyError(error)}`,
      );
      return 'malformed';
    }
    if (!change) {
      return 'irrelevant';
    }
    try {
      await this.happened(change);
      return 'announced';
    } catch (error) {
      this.deps.logger.warn(
        `The change of ${change.arn} could not be announced; pages show it within seconds`,
        toError(error),
      );
      return 'failed';
    }
  }

  private async happened(change: ResourceChange) {
    await this.forget(change.arn);
    this.signal.request(liveChannel(change.arn));
    for (const page of await this.deps.pages.pagesOf(change)) {
      this.signal.request(liveChannel(page));
    }
  }

  private async forget(arn: string) {
    await this.deps.cache.invalidate(arn);
    const { accountId, region, resource } = parseArn(arn);
    if (resource.startsWith('endpoint/')) {
      await this.deps.cache.invalidate(
        deployedModelsSubject({ accountId, region }),
      );
    }
  }

  private async publishSignal(channel: string) {
    try {
      await this.deps.signals.publish({
        recipients: { type: 'broadcast' },
        channel,
        message: { at: new Date().toISOString() },
      });
    } catch (error) {
      this.deps.logger.warn(
        `No signal on channel '${channel}'`,
        toError(error),
      );
    }
  }
}
