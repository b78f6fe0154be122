import { World } from '../../core/world';
import { listen, listenersKey, tell } from '../platform/listeners';
import { ModelPackageRecord } from './store';

const approved = listenersKey<ModelPackageRecord>('sagemaker-approved');

/** Calls `listener` whenever a version becomes `Approved`. */
export function onApproved(
  world: World,
  listener: (version: ModelPackageRecord) => void,
) {
  listen(world, approved, listener);
}

/** To be told after the approval status of a version has changed. */
export function tellApprovalStatus(
  world: World,
  version: ModelPackageRecord,
  previous: string | undefined,
) {
  if (
    version.ModelApprovalStatus === 'Approved' &&
    previous !== version.ModelApprovalStatus
  ) {
    tell(world, approved, version);
  }
}
