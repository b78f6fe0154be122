import { DatabaseService } from '@backstage/backend-plugin-api';
import { Database, migrated } from '../database/migrated';

const TABLE = 'portal_runs';
/** A claim whose process died is free again after this time. */
const CLAIM_LIFETIME_MS = 60_000;
/** A portal may have no notifications, and is not asked for ever. */
const MAX_ATTEMPTS = 5;

const UNTOLD = { told: false, attempts: 0, claimed_at: 0 };

/** Somebody who waits for the end of a run. */
export interface Waiting {
  runArn: string;
  /** Entity ref of the person. */
  tell: string;
  /** Entity by which the run is shown. */
  entityRef: string;
}

interface Row {
  run_arn: string;
  pipeline: string;
  started_by: string | null;
  entity_ref: string;
  tell: string;
  told: boolean | number;
  attempts: number;
  claimed_at: number | string;
}

/**
 * Who started or retried which run in the portal: AWS knows only the portal's
 * role. Shared by all replicas.
 */
export class PortalRuns {
  static async open(database: DatabaseService): Promise<PortalRuns> {
    return new PortalRuns(await migrated(database));
  }

  private constructor(private readonly knex: Database) {}

  async started(run: Waiting): Promise<void> {
    // The same start again, by its client token, changes nothing.
    await this.insert(run, run.tell).ignore();
  }

  /** The person who retries waits for the end instead of the one who started. */
  async retried(run: Waiting): Promise<void> {
    await this.insert(run, null).merge({ tell: run.tell, ...UNTOLD });
  }

  /** Entity refs of those who started these runs in the portal, by ARN of the run. */
  async startersOf(runArns: string[]): Promise<Map<string, string>> {
    const rows = await this.knex<Row>(TABLE)
      .select('run_arn', 'started_by')
      .whereIn('run_arn', runArns);
    return new Map(
      rows.flatMap(({ run_arn, started_by }) =>
        started_by ? [[run_arn, started_by]] : [],
      ),
    );
  }

  /** Who has not been told yet: of one pipeline, or of all. */
  async waiting(pipelineArn?: string): Promise<Waiting[]> {
    const query = this.knex<Row>(TABLE)
      .where({ told: false })
      .where('attempts', '<', MAX_ATTEMPTS);
    const rows = await (pipelineArn
      ? query.where({ pipeline: pipelineArn.toLowerCase() })
      : query);
    return rows.map(({ run_arn, tell, entity_ref }) => ({
      runArn: run_arn,
      tell,
      entityRef: entity_ref,
    }));
  }

  /**
   * Runs `tell` in one replica only, and never again once it has succeeded. When it
   * fails, or its process dies, it is tried again by whoever comes later.
   */
  async once(runArn: string, tell: () => Promise<void>): Promise<void> {
    const now = Date.now();
    const claimed = await this.knex<Row>(TABLE)
      .where({ run_arn: runArn, told: false })
      .where('claimed_at', '<', now - CLAIM_LIFETIME_MS)
      .update({ claimed_at: now })
      .increment('attempts', 1);
    if (!claimed) {
      return;
    }
    try {
      await tell();
    } catch (error) {
      await this.knex<Row>(TABLE)
        .where({ run_arn: runArn, claimed_at: now })
        .update({ claimed_at: 0 });
      throw error;
    }
    await this.knex<Row>(TABLE)
      .where({ run_arn: runArn, claimed_at: now })
      .update({ told: true });
  }

  /** Nobody waits any more: the run does not exist. */
  async forget(runArn: string): Promise<void> {
    await this.knex<Row>(TABLE).where({ run_arn: runArn }).delete();
  }

  private insert(
    { runArn, tell, entityRef }: Waiting,
    startedBy: string | null,
  ) {
    const [pipelineArn] = runArn.split('/execution/');
    return this.knex<Row>(TABLE)
      .insert({
        run_arn: runArn,
        pipeline: pipelineArn.toLowerCase(),
        started_by: startedBy,
        entity_ref: entityRef,
        tell,
        ...UNTOLD,
      })
      .onConflict('run_arn');
  }
}
