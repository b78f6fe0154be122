import { DatabaseService } from '@backstage/backend-plugin-api';
import { Approval } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DECISIONS_TABLE, momentId } from '../approvals/DecisionStore';
import { Database, migrated } from '../database/migrated';
import { ReadingStatus, SourceStore } from './SourceStore';
import { WaitingApproval } from './waiting';

const TABLE = 'approval_inbox';
/** What is gone is remembered, so that nobody is told of it twice when AWS's answers disagree. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;
/** A portal may have no notifications, and is not asked for ever. */
const MAX_ATTEMPTS = 5;

interface Row {
  id: string;
  source: string;
  group_arn: string;
  entity_ref: string;
  approval: string;
  since: number | string;
  seen_at: number | string;
  gone_at: number | string | null;
  told: boolean | number;
  attempts: number;
}

/** What a reading answers for: a whole listing, or one model group of it. */
export interface ReadingScope {
  source: string;
  groupArn?: string;
}

/** An approval that waits, as it is kept. */
export interface KeptApproval extends WaitingApproval {
  /** Of this state of it. */
  id: string;
  /** Waiting since, or seen first; milliseconds since 1970. */
  since: number;
}

/** The index of what waits for a person, shared by all replicas. */
export class InboxStore {
  static async open(database: DatabaseService): Promise<InboxStore> {
    return new InboxStore(await migrated(database));
  }

  private readonly sources: SourceStore;

  private constructor(private readonly knex: Database) {
    this.sources = new SourceStore(knex);
  }

  /**
   * Keeps what a reading found in its scope, in place of what was there. Readings
   * may overlap: the one that began last wins.
   *
   * @param readAt - when the reading began; milliseconds since 1970
   */
  async replace(
    scope: ReadingScope,
    found: WaitingApproval[],
    readAt: number,
  ): Promise<void> {
    const isWhole = scope.groupArn === undefined;
    const firstReadAt = isWhole
      ? await this.sources.succeeded(scope.source, readAt)
      : await this.sources.firstReadAt(scope.source);
    const rows = found
      .map(one => toRow(scope, one, readAt, firstReadAt))
      // In one order everywhere, so that two replicas do not wait for each other.
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    await this.knex.transaction(async tx => {
      for (const row of rows) {
        const { told, attempts, since, ...changes } = row;
        const inserted = await tx<Row>(TABLE)
          .insert(row)
          .onConflict('id')
          .ignore()
          .returning('id');
        if (!inserted.length) {
          await tx<Row>(TABLE)
            .where({ id: row.id })
            .where('seen_at', '<=', readAt)
            .where(gone =>
              gone.whereNull('gone_at').orWhere('gone_at', '<', readAt),
            )
            .update(changes);
        }
      }
      await tx<Row>(TABLE)
        .where({
          source: scope.source,
          ...(scope.groupArn && { group_arn: scope.groupArn }),
        })
        .whereNull('gone_at')
        .where('seen_at', '<=', readAt)
        .whereNotIn(
          'id',
          rows.map(({ id }) => id),
        )
        .update({ gone_at: readAt });
    });
  }

  /** A listing could not be read: what waits there stays as it was. */
  async failed(source: string): Promise<void> {
    await this.sources.failed(source);
  }

  /** Lets go of what was found in other listings than these, and of what is long gone. */
  async keepOnly(sources: string[], now: number): Promise<void> {
    await this.sources.keepOnly(sources);
    await this.knex<Row>(TABLE)
      .whereNotIn('source', sources)
      .whereNull('gone_at')
      .update({ gone_at: now });
    await this.knex<Row>(TABLE)
      .where('gone_at', '<', now - REMEMBERED_MS)
      .delete();
  }

  /** When each listing was last read; milliseconds since 1970. */
  async readTimes(): Promise<Map<string, number>> {
    return this.sources.readTimes();
  }

  async status(): Promise<ReadingStatus> {
    return this.sources.status();
  }

  /** What waits, the longest waiting first, without what was decided in this portal. */
  async waiting(): Promise<KeptApproval[]> {
    const rows = await this.open().orderBy(['since', 'id']);
    return rows.map(toKept);
  }

  /** What waits and nobody was told of. */
  async untold(): Promise<KeptApproval[]> {
    const rows = await this.open()
      .where({ told: false })
      .where('attempts', '<', MAX_ATTEMPTS);
    return rows.map(toKept);
  }

  /** Runs `tell` in one replica only, and again later when it fails. */
  async tellOnce(id: string, tell: () => Promise<void>): Promise<void> {
    const claimed = await this.knex<Row>(TABLE)
      .where({ id, told: false })
      .update({ told: true })
      .increment('attempts', 1);
    if (!claimed) {
      return;
    }
    try {
      await tell();
    } catch (error) {
      await this.knex<Row>(TABLE).where({ id }).update({ told: false });
      throw error;
    }
  }

  private open() {
    return this.knex<Row>(TABLE)
      .whereNull('gone_at')
      .whereNotIn(
        'id',
        this.knex(DECISIONS_TABLE).select('id').where({ taken: true }),
      );
  }
}

function toRow(
  { source }: ReadingScope,
  { groupArn, entityRef, approval }: WaitingApproval,
  readAt: number,
  firstReadAt: number | undefined,
): Row {
  const since = approval.since ? Date.parse(approval.since) : readAt;
  return {
    id: momentId({
      arn: groupArn,
      approvalId: approval.id,
      expected: approval.expected,
    }),
    source,
    group_arn: groupArn,
    entity_ref: entityRef,
    approval: JSON.stringify(approval),
    since,
    seen_at: readAt,
    gone_at: null,
    // Nobody is told of what waited before the portal looked there for the first time.
    told: firstReadAt === undefined || since <= firstReadAt,
    attempts: 0,
  };
}

function toKept(row: Row): KeptApproval {
  const approval: Approval = JSON.parse(row.approval);
  return {
    id: row.id,
    groupArn: row.group_arn,
    entityRef: row.entity_ref,
    source: row.source,
    since: Number(row.since),
    approval,
  };
}
