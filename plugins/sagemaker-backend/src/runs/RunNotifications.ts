import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError, toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  PipelineRun,
  TOPIC_AWS_EVENTS,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RunReader } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { readChange } from '../live/readChange';
import { PortalRuns, Waiting } from './PortalRuns';

const ENDS: Partial<Record<PipelineRun['status'], string>> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Stopped: 'was stopped',
};

/** Tells whoever started a run in the portal that it has ended. */
export class RunNotifications {
  constructor(
    private readonly deps: {
      portalRuns: PortalRuns;
      reader: RunReader;
      events: EventsService;
      scheduler: SchedulerService;
      notifications: NotificationService;
      logger: LoggerService;
    },
  ) {}

  /** An event tells of the end at once; the task finds what events have lost. */
  async subscribe() {
    await this.deps.events.subscribe({
      // One replica is enough.
      id: 'run-notifications',
      topics: [TOPIC_AWS_EVENTS],
      onEvent: async params => {
        const change = readChange(params, this.deps.logger);
        if (change?.of === 'run') {
          await this.tellOfEnds(change.arn);
        }
      },
    });
    await this.deps.scheduler.scheduleTask({
      id: 'notify-of-ended-runs',
      frequency: { minutes: 5 },
      timeout: { minutes: 5 },
      fn: () => this.tellOfEnds(),
    });
  }

  private async tellOfEnds(pipelineArn?: string) {
    for (const waiting of await this.deps.portalRuns.waiting(pipelineArn)) {
      try {
        await this.tellOfEnd(waiting);
      } catch (error) {
        this.deps.logger.warn(
          `${waiting.tell} could not be told of the end of ${waiting.runArn}`,
          toError(error),
        );
      }
    }
  }

  private async tellOfEnd(waiting: Waiting) {
    const { portalRuns, notifications } = this.deps;
    const run = await this.find(waiting.runArn);
    if (!run) {
      await portalRuns.forget(waiting.runArn);
      return;
    }
    const end = ENDS[run.status];
    if (end) {
      await portalRuns.once(waiting.runArn, () =>
        notifications.send({
          recipients: { type: 'entity', entityRef: waiting.tell },
          payload: {
            title: `Run of ${run.pipelineName} ${end}`,
            description: run.failureReason,
            link: linkTo(waiting.entityRef, run.id),
            severity: run.status === 'Failed' ? 'high' : 'normal',
            topic: 'sagemaker-runs',
            // Sent twice, because a process died between sending and noting it, it is shown once.
            scope: `${run.id}@${run.endedAt}`,
          },
        }),
      );
    }
  }

  private async find(runArn: string): Promise<PipelineRun | undefined> {
    const [pipelineArn, runId] = runArn.split('/execution/');
    try {
      return await this.deps.reader.describe(pipelineArn, runId);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}

/** Where the catalog of a portal usually is, and our tab in it. */
function linkTo(entityRef: string, runId: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind.toLowerCase()}/${name}/pipelines?run=${runId}`;
}
