import { InputError } from '@backstage/errors';
import {
  ApprovalInbox,
  ApprovalInboxItem,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { PageRequest } from '../reads/page';
import { KeptApproval } from './InboxStore';

const CURSOR = /^(\d{1,16})~([0-9a-f]{64})$/;

export interface InboxQuery extends PageRequest {
  search?: string;
  /** Only what the caller may decide. */
  mayDecide?: boolean;
}

interface Listed {
  kept: Pick<KeptApproval, 'id' | 'since'>;
  item: ApprovalInboxItem;
}

/**
 * One page of a list, which is in the order of time and then of ids. A page begins
 * after the place of the last item of the one before, even when that is gone.
 * Throws an InputError for a malformed cursor.
 */
export function inboxPage(
  listed: Listed[],
  { limit, cursor, search, mayDecide }: InboxQuery,
): Pick<ApprovalInbox, 'items' | 'total' | 'mayDecide' | 'nextCursor'> {
  const found = listed.filter(({ item }) => matches(item, search));
  const own = found.filter(({ item }) => item.mayDecide);
  const wanted = mayDecide ? own : found;
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const rest = after
    ? wanted.filter(({ kept }) => isAfter(kept, after))
    : wanted;
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.kept;
  return {
    items: page.map(({ item }) => item),
    total: wanted.length,
    mayDecide: own.length,
    nextCursor:
      last && rest.length > page.length
        ? `${last.since}~${last.id}`
        : undefined,
  };
}

function matches(item: ApprovalInboxItem, search = ''): boolean {
  const { approval, entityRef, title, owner, system } = item;
  const text = [
    approval.title,
    approval.stage,
    approval.pipelineName,
    entityRef,
    title,
    owner,
    system,
  ].join(' ');
  return text.toLowerCase().includes(search.trim().toLowerCase());
}

function placeOf(cursor: string): Listed['kept'] {
  const [, since, id] = CURSOR.exec(cursor) ?? [];
  if (!id) {
    throw new InputError(
      'The cursor is not one that an earlier page gave; begin with the first page',
    );
  }
  return { since: Number(since), id };
}

function isAfter(one: Listed['kept'], place: Listed['kept']): boolean {
  return one.since === place.since
    ? one.id > place.id
    : one.since > place.since;
}
