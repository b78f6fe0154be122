import { InputError } from '@backstage/errors';
import { RunStatus } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { PageRequest, pageOf } from '../reads/page';

/** Ids that SageMaker gives to executions; anything else could change the ARN's meaning. */
const RUN_ID = /^[a-zA-Z0-9-]{1,64}$/;

export interface RunListRequest extends PageRequest {
  /** Any when empty. */
  statuses: RunStatus[];
  /** ISO 8601. */
  since?: string;
  /** ISO 8601. */
  until?: string;
}

/** Throws an InputError that names what is no id. */
export function checkRunId(runId: string): string {
  if (!RUN_ID.test(runId)) {
    throw new InputError(
      `'${runId}' is not the id of a run: up to 64 letters, digits and hyphens`,
    );
  }
  return runId;
}

/** Throws an InputError for a time that is none. */
export function runListRequest(query: {
  limit?: number;
  cursor?: string;
  status?: RunStatus[];
  since?: string;
  until?: string;
}): RunListRequest {
  return {
    ...pageOf(query),
    // The same question in another order is the same question.
    statuses: [...new Set(query.status ?? [])].sort(),
    since: timeOf('since', query.since),
    until: timeOf('until', query.until),
  };
}

function timeOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) {
    throw new InputError(
      `'${name}' is '${value}', but must be a time such as 2026-01-31T00:00:00Z`,
    );
  }
  return time.toISOString();
}
