import { CustomErrorBase } from '@backstage/errors';
import {
  PipelineRun,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** A run has ended without success; the message is all that its reader gets. */
export class RunFailedError extends CustomErrorBase {
  name = 'RunFailedError' as const;

  constructor(run: PipelineRun, steps: RunStep[]) {
    const reasons = steps
      .filter(({ failureReason }) => failureReason)
      .map(step => `${step.name}: ${step.failureReason}`);
    super(
      [
        `The run ${run.id} of '${run.pipelineName}' is ${run.status}: ${
          reasons.join('; ') || run.failureReason || 'AWS gives no reason'
        }`,
        'A retry of this task starts another run',
      ].join('. '),
    );
  }
}
