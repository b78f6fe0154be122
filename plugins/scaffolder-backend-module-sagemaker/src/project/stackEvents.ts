import {
  ProjectState,
  ProjectWriter,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Writes the events of a project's stack to the task log, each one once, and
 * keeps the reasons of those that failed. Progress is a courtesy: where the
 * events cannot be read, the log says so once and the project goes on.
 */
export class StackEvents {
  readonly failures: string[] = [];
  private readonly seen = new Set<string>();
  private unreadable = false;

  constructor(
    private readonly projects: ProjectWriter,
    private readonly target: Target,
    private readonly logger: LoggerService,
  ) {}

  /** Keeps silent about what has happened to the stack until now. */
  async passOver(project: ProjectState, signal?: AbortSignal): Promise<void> {
    await this.readNew(project, signal);
  }

  async log(project: ProjectState, signal?: AbortSignal): Promise<void> {
    for (const event of await this.readNew(project, signal)) {
      const reason = event.reason ? `: ${event.reason}` : '';
      const line = `${event.resource} ${event.status}${reason}`;
      this.logger.info(`${event.time} ${line}`);
      if (event.status.endsWith('_FAILED')) {
        this.failures.push(line);
      }
    }
  }

  private async readNew(project: ProjectState, signal?: AbortSignal) {
    if (this.unreadable) {
      return [];
    }
    try {
      const events = await this.projects.events(this.target, project, {
        signal,
      });
      const unseen = events.filter(({ id }) => !this.seen.has(id));
      unseen.forEach(({ id }) => this.seen.add(id));
      return unseen;
    } catch (error) {
      signal?.throwIfAborted();
      this.unreadable = true;
      this.logger.warn(
        `The stack's events cannot be read, so its progress is not shown here: ${error}`,
      );
      return [];
    }
  }
}
