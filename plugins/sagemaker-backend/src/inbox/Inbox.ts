import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApprovalInbox,
  ApprovalInboxItem,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Caller } from '../access/Gate';
import { inboxPage, InboxQuery } from './inboxPage';
import { InboxStore, KeptApproval } from './InboxStore';
import { InboxPermissions } from './InboxPermissions';
import { ModelGroup, modelGroupIn } from './ModelGroups';
import { StageTargets } from './StageTargets';

/** What waits for a person, as one person may see it. AWS is not asked. */
export class Inbox {
  constructor(
    private readonly deps: {
      store: InboxStore;
      catalog: CatalogService;
      inboxPermissions: InboxPermissions;
      stageTargets: StageTargets;
    },
  ) {}

  /** Throws an InputError for a malformed cursor. */
  async list(caller: Caller, query: InboxQuery): Promise<ApprovalInbox> {
    const [waiting, status] = await Promise.all([
      this.deps.store.waiting(),
      this.deps.store.status(),
    ]);
    const visible = await this.visible(waiting, caller);
    const accountOf = await this.deps.stageTargets.of(
      visible.map(({ group }) => group.subject),
      caller,
    );
    const candidates = visible.map(({ kept, group }) => ({
      kept,
      group,
      accountRef: accountOf(group.subject, kept.approval.stage),
    }));
    const allowed = await this.deps.inboxPermissions.of(candidates, caller);
    const items = candidates.flatMap((candidate, index) =>
      allowed[index].read ? toItem(candidate, allowed[index].decide) : [],
    );
    return { ...inboxPage(items, query), ...status };
  }

  /** What waits of the model groups that the caller sees, and that still lead to where it was found. */
  private async visible(
    waiting: KeptApproval[],
    caller: Caller,
  ): Promise<{ kept: KeptApproval; group: ModelGroup }[]> {
    const entityRefs = [...new Set(waiting.map(one => one.entityRef))];
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.deps.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: caller },
    );
    const groups = new Map(
      items.flatMap(entity => {
        const group = entity && modelGroupIn(entity);
        return group ? [[group.entityRef, group]] : [];
      }),
    );
    return waiting.flatMap(kept => {
      const group = groups.get(kept.entityRef);
      return group && leadsTo(group, kept) ? { kept, group } : [];
    });
  }
}

function leadsTo({ subject }: ModelGroup, { groupArn, ...kept }: KeptApproval) {
  return (
    subject.modelGroupArn === groupArn &&
    (kept.approval.kind === 'registry' ||
      subject.deploymentPipelineArn === kept.source)
  );
}

function toItem(
  candidate: { kept: KeptApproval; group: ModelGroup; accountRef?: string },
  mayDecide: boolean,
): { kept: KeptApproval; item: ApprovalInboxItem } {
  const { kept, group, accountRef } = candidate;
  const { entityRef, title, owner, system } = group;
  const { approval } = kept;
  return {
    kept,
    item: { approval, entityRef, title, owner, system, accountRef, mayDecide },
  };
}
