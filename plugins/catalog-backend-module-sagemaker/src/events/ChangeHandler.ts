import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsServiceCounter } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { EventParams } from '@backstage/plugin-events-node';
import pLimit, { Limit } from 'p-limit';
import { AccountDirectory } from '../ingestion/AccountDirectory';
import { KeyedQueue } from '../ingestion/KeyedQueue';
import { ChangedResource, changedResource } from './changedResource';
import { ResourceRefresher } from './ResourceRefresher';

type Outcome =
  | 'refreshed'
  | 'irrelevant'
  | 'unknown-account'
  | 'malformed'
  | 'failed';

/**
 * Resources read at a time per account and region: as many as AWS is asked at
 * once. What waits here takes up further events about the same resource.
 */
const MAX_CONCURRENT_READS = 8;

/**
 * Takes events for what they are: hints. Each makes us read the resource anew, so
 * duplicates and disorder are harmless, and what is lost the sweep repairs.
 */
export class ChangeHandler {
  private readonly queue = new KeyedQueue();
  private readonly limits = new Map<string, Limit>();
  private readonly waiting = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: {
      directory: Pick<AccountDirectory, 'targets'>;
      refresher: Pick<ResourceRefresher, 'read' | 'write'>;
      events: MetricsServiceCounter<{ outcome: Outcome }>;
      logger: LoggerService;
    },
  ) {}

  /** Never throws: nobody could do better with the event than the next sweep. */
  async handle(params: EventParams): Promise<void> {
    this.deps.events.add(1, { outcome: await this.outcomeOf(params) });
  }

  private async outcomeOf(params: EventParams): Promise<Outcome> {
    const { directory, logger } = this.deps;
    let resource: ChangedResource | undefined;
    try {
      resource = changedResource(params.topic, params.eventPayload);
    } catch (error) {
      logger.debug(
        `Malformed event on ${params.topic}: ${stringifyError(error)}`,
      );
      return 'malformed';
    }
    if (!resource) {
      logger.debug(`Event on ${params.topic} concerns no entity`);
      return 'irrelevant';
    }
    const { arn, accountId, region } = resource;
    try {
      const targets = await directory.targets();
      if (
        !targets.some(t => t.accountId === accountId && t.region === region)
      ) {
        logger.debug(`Event about ${arn}, which is in no known target`);
        return 'unknown-account';
      }
      await this.refreshOnce(resource);
      return 'refreshed';
    } catch (error) {
      logger.warn(
        `Cannot read ${arn} after an event, the next sweep will: ${stringifyError(
          error,
        )}`,
      );
      return 'failed';
    }
  }

  /** An event that comes while another one still waits needs no reading of its own. */
  private refreshOnce(resource: ChangedResource): Promise<void> {
    const { arn } = resource;
    const waiting = this.waiting.get(arn);
    if (waiting) {
      return waiting;
    }
    const refresh = this.queue.run(arn, async () => {
      const reading = await this.limitOf(resource)(() => {
        this.waiting.delete(arn);
        return this.deps.refresher.read(resource);
      });
      await this.deps.refresher.write(reading);
    });
    this.waiting.set(arn, refresh);
    return refresh;
  }

  private limitOf({ accountId, region }: ChangedResource): Limit {
    const key = `${accountId}/${region}`;
    const limit = this.limits.get(key) ?? pLimit(MAX_CONCURRENT_READS);
    this.limits.set(key, limit);
    return limit;
  }
}
