import { DatabaseService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { ApprovalDecision } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { createHash } from 'node:crypto';
import { Database, migrated } from '../database/migrated';

export const DECISIONS_TABLE = 'approval_decisions';
/** A claim whose process died is free again after this time. */
const CLAIM_LIFETIME_MS = 60_000;

/** One state of one approval. */
export interface ApprovalMoment {
  /** ARN of the model group. */
  arn: string;
  approvalId: string;
  /** What the person saw. */
  expected: string;
}

interface Row {
  id: string;
  arn: string;
  approval_id: string;
  decided_by: string;
  decision: ApprovalDecision['decision'];
  claimed_at: number | string;
  taken: boolean | number;
}

/**
 * Lets exactly one person decide on one state of an approval, across replicas:
 * AWS has no conditional write for it.
 */
export class DecisionStore {
  static async open(database: DatabaseService): Promise<DecisionStore> {
    return new DecisionStore(await migrated(database));
  }

  private constructor(private readonly knex: Database) {}

  /**
   * Runs `decide` for whoever comes first; all others get a ConflictError that
   * names that person. When `decide` fails, the approval is free again.
   */
  async once(
    moment: ApprovalMoment,
    by: { decidedBy: string; decision: ApprovalDecision['decision'] },
    decide: () => Promise<void>,
  ): Promise<void> {
    const id = momentId(moment);
    const claimedAt = Date.now();
    await this.claim(moment, by, id, claimedAt);
    const own = { id, claimed_at: claimedAt };
    try {
      await decide();
    } catch (error) {
      await this.knex<Row>(DECISIONS_TABLE).where(own).delete();
      throw error;
    }
    await this.knex<Row>(DECISIONS_TABLE).where(own).update({ taken: true });
  }

  private async claim(
    moment: ApprovalMoment,
    by: { decidedBy: string; decision: ApprovalDecision['decision'] },
    id: string,
    claimedAt: number,
  ) {
    await this.knex<Row>(DECISIONS_TABLE)
      .where({ id, taken: false })
      .where('claimed_at', '<', claimedAt - CLAIM_LIFETIME_MS)
      .delete();
    const row: Row = {
      id,
      arn: moment.arn,
      approval_id: moment.approvalId,
      decided_by: by.decidedBy,
      decision: by.decision,
      claimed_at: claimedAt,
      taken: false,
    };
    const inserted = await this.knex<Row>(DECISIONS_TABLE)
      .insert(row)
      .onConflict('id')
      .ignore()
      .returning('id');
    if (!inserted.length) {
      throw await this.conflict(moment.approvalId, id);
    }
  }

  private async conflict(approvalId: string, id: string) {
    const first = await this.knex<Row>(DECISIONS_TABLE).where({ id }).first();
    const who = first
      ? `${first.decided_by} ${first.taken ? 'decided' : 'is deciding'} '${
          first.decision
        }' at ${new Date(Number(first.claimed_at)).toISOString()}`
      : 'somebody else was deciding';
    return new ConflictError(
      `You were not the first on '${approvalId}': ${who}. Look at it again`,
    );
  }
}

/** Identifies that state, wherever it is kept. */
export function momentId({ arn, approvalId, expected }: ApprovalMoment) {
  return createHash('sha256')
    .update(JSON.stringify([arn, approvalId, expected]))
    .digest('hex');
}
