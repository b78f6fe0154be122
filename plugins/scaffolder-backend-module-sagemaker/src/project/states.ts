import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** A project that cannot become usable any more and has to make room. */
export function isLost({ status }: ProjectState): boolean {
  return ['CreateFailed', 'DeleteFailed', 'DeleteInProgress'].includes(status);
}

/** SageMaker has finished with it, one way or the other; until then it takes no change. */
export function isSettled({ status }: ProjectState): boolean {
  return /(Completed|Failed)$/.test(status);
}

/** Stands with all its resources, also after an update that failed. */
export function isStanding({ status }: ProjectState): boolean {
  return ['CreateCompleted', 'UpdateCompleted', 'UpdateFailed'].includes(
    status,
  );
}
