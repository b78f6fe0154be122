import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsServiceCounter } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { EventParams } from '@backstage/plugin-events-node';
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
 * Takes events for what they are: hints. Each makes us read the resource anew, so
 * duplicates and disorder are harmless, and what is lost the sweep repairs.
 */
export class ChangeHandler {
  private readonly queue = new KeyedQueue();
  private readonly waiting = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: {
      directory: AccountDirectory;
      refresher: ResourceRefresher;
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
    const refresh = this.queue.run(arn, () => {
      this.waiting.delete(arn);
      return this.deps.refresher.refresh(resource);
    });
    this.waiting.set(arn, refresh);
    return refresh;
  }
}
