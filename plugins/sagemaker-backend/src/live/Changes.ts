import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  liveChannel,
  parseArn,
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { randomUUID } from 'node:crypto';
import { deployedModelsSubject } from '../reads/keys';
import { ReadCache } from '../reads/ReadCache';
import { Affected, affectedBy, affectedByHint } from './affected';
import { GroupLookup } from './GroupLookup';
import { Throttle } from './Throttle';

const SIGNAL_INTERVAL_MS = 1_000;

/**
 * Hears that something has changed in AWS, forgets what is cached of it, and
 * tells open pages to read anew.
 */
export class Changes {
  private readonly signal: Throttle;

  constructor(
    private readonly deps: {
      cache: ReadCache;
      events: EventsService;
      signals: SignalsService;
      groups: GroupLookup;
      logger: LoggerService;
      lifecycle: LifecycleService;
    },
  ) {
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
      onEvent: async ({ topic, eventPayload }) => {
        const affected =
          topic === TOPIC_RESOURCE_CHANGED
            ? affectedByHint(eventPayload)
            : affectedBy(eventPayload);
        await Promise.all(affected.map(one => this.happened(one)));
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

  private async happened(affected: Affected) {
    await this.forget(affected.arn);
    this.signal.request(liveChannel(affected.arn));
    for (const group of await this.deps.groups.groupsOf(affected)) {
      this.signal.request(liveChannel(group));
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
