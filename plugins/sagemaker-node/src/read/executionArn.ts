import { NotFoundError } from '@backstage/errors';

/** ARN of a run; throws a NotFoundError for what would change the ARN's meaning. */
export function executionArn(pipelineArn: string, runId: string): string {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(runId)) {
    throw new NotFoundError(`'${runId}' is not the id of a pipeline execution`);
  }
  return `${pipelineArn}/execution/${runId}`;
}
