import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';

export { isLost } from '@mlops-foundation/backstage-plugin-sagemaker-node';

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
