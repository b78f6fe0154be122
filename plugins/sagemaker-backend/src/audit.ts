import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { EntityRequest } from './access/Gate';

/** Adds what only becomes known during the attempt, such as the ARN. */
export type Note = (meta: JsonObject) => void;

/** What changes something in AWS. */
type Attempted = 'approval-decide' | 'run-start' | 'run-stop' | 'run-retry';

/** Audits an attempt to change something, whether it succeeds, fails or is refused. */
export async function audited<TResult, TAnswer, TBody, TQuery>(
  auditor: AuditorService,
  /** Undefined for what an assistant does: `meta` says for whom. */
  request: EntityRequest<TAnswer, TBody, TQuery> | undefined,
  eventId: Attempted,
  meta: JsonObject,
  attempt: (note: Note) => Promise<TResult>,
): Promise<TResult> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: eventId === 'approval-decide' ? 'high' : 'medium',
    request,
    meta,
  });
  const noted: JsonObject = {};
  const note: Note = more => Object.assign(noted, more);
  try {
    const result = await attempt(note);
    await event.success({ meta: noted });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error), meta: noted });
    throw error;
  }
}
