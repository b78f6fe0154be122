import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { isError, toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  parseArn,
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  ResourceChange,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import limiterFactory from 'p-limit';
import { readChange } from '../live/readChange';
import { InboxNotifications } from './InboxNotifications';
import { InboxStore } from './InboxStore';
import { ModelGroups } from './ModelGroups';
import { Listing, listingsOf, registrySource } from './listings';
import {
  WaitingApproval,
  waitingInPipeline,
  waitingInRegistry,
} from './waiting';

/** Listings that are read at the same time. */
const CONCURRENCY = 4;
/** CI/CD pipelines cost a call each, and tell of their changes by events. */
const PIPELINE_INTERVAL_MS = 15 * 60_000;

/** Keeps the inbox as AWS has it: by events, and by a task that finds what they have lost. */
export class InboxIndex {
  constructor(
    private readonly deps: {
      aws: Pick<SageMakerAws, 'versions' | 'deployments' | 'targets'>;
      store: InboxStore;
      groups: ModelGroups;
      inboxNotifications: InboxNotifications;
      events: EventsService;
      scheduler: SchedulerService;
      logger: LoggerService;
    },
  ) {}

  async subscribe() {
    await this.deps.events.subscribe({
      // One replica is enough: the index is shared.
      id: 'approval-inbox',
      topics: [TOPIC_AWS_EVENTS, TOPIC_RESOURCE_CHANGED],
      onEvent: async params => {
        const change = readChange(params, this.deps.logger);
        if (change) {
          await this.follow(change);
        }
      },
    });
    await this.deps.scheduler.scheduleTask({
      id: 'index-approvals',
      frequency: { minutes: 5 },
      timeout: { minutes: 5 },
      // A portal that has just been started has no model groups yet.
      initialDelay: { seconds: 30 },
      fn: signal => this.readAll(signal),
    });
  }

  /** Never throws: the task finds what could not be read now. */
  private async follow({ arn }: ResourceChange) {
    const { service, resource } = parseArn(arn);
    try {
      if (service === 'codepipeline') {
        await this.readLinkedPipeline(arn);
      } else if (resource.startsWith('model-package-group/')) {
        await this.readGroup(arn);
      }
    } catch (error) {
      this.deps.logger.warn(
        `What waits for approval in ${arn} could not be read; it is tried again within minutes`,
        toError(error),
      );
    }
  }

  private async readLinkedPipeline(arn: string) {
    const groups = await this.deps.groups.deployedBy(arn);
    const known = await this.knownAccounts();
    if (groups.length > 0 && known.has(parseArn(arn).accountId)) {
      await this.read({ kind: 'pipeline', source: arn, groups });
      await this.deps.inboxNotifications.send();
    }
  }

  private async readGroup(arn: string) {
    const { aws, store } = this.deps;
    const readAt = Date.now();
    const groups = await this.deps.groups.withArn(arn);
    const [group] = groups;
    if (!group || !(await this.knownAccounts()).has(group.subject.accountId)) {
      return;
    }
    const source = registrySource(group.subject);
    const { modelGroupArn: groupArn } = group.subject;
    const waiting = await noneIfGone(async () => {
      const scope = { modelGroupArn: groupArn };
      const { items } = await aws.versions.undecided(scope);
      return waitingInRegistry(source, groups, items);
    });
    await store.replace({ source, groupArn }, waiting, readAt);
    await this.deps.inboxNotifications.send();
  }

  private async readAll(signal: AbortSignal) {
    const { groups, store } = this.deps;
    const known = await this.knownAccounts();
    const listings = listingsOf(await groups.all(), known);
    const readTimes = await store.readTimes();
    const now = Date.now();
    const due = listings.filter(
      ({ kind, source }) =>
        kind === 'registry' ||
        now - (readTimes.get(source) ?? 0) >= PIPELINE_INTERVAL_MS,
    );
    const limit = limiterFactory(CONCURRENCY);
    await Promise.all(due.map(one => limit(() => this.attempt(one, signal))));
    await store.keepOnly(
      listings.map(({ source }) => source),
      now,
    );
    await this.deps.inboxNotifications.send();
  }

  /** One listing that cannot be read changes nothing of the others. */
  private async attempt(listing: Listing, signal: AbortSignal) {
    if (signal.aborted) {
      return;
    }
    try {
      await this.read(listing, signal);
    } catch (error) {
      await this.deps.store.failed(listing.source);
      this.deps.logger.warn(
        `What waits for approval in ${listing.source} could not be read and stays as it was`,
        toError(error),
      );
    }
  }

  private async read(listing: Listing, signal?: AbortSignal) {
    const { aws, store } = this.deps;
    const { source, groups } = listing;
    const readAt = Date.now();
    const waiting =
      listing.kind === 'registry'
        ? waitingInRegistry(
            source,
            groups,
            (await aws.versions.undecided(listing.target, { signal })).items,
          )
        : await noneIfGone(async () =>
            waitingInPipeline(
              source,
              groups,
              await aws.deployments.get(source, { signal }),
            ),
          );
    await store.replace({ source }, waiting, readAt);
  }

  private async knownAccounts(): Promise<Set<string>> {
    const targets = await this.deps.aws.targets.targets();
    return new Set(targets.map(({ accountId }) => accountId));
  }
}

/** In a model group or a pipeline that does not exist nothing waits. */
async function noneIfGone(
  read: () => Promise<WaitingApproval[]>,
): Promise<WaitingApproval[]> {
  try {
    return await read();
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return [];
    }
    throw error;
  }
}
