import type { ModelPackage } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import { tellApprovalStatus } from './approvals';
import { emitModelPackageStateChange } from './events';
import { Target } from '../platform/target';
import { ModelPackageRecord, sagemakerOf, toArn } from './store';

/** The version that a group will give to its next package; versions are never given twice. */
export function nextVersion(
  world: World,
  target: Target,
  group: string,
): number {
  const last = sagemakerOf(world, target)
    .modelPackages.ofGroup(group)
    .reduce(
      (max, { ModelPackageVersion = 0 }) => Math.max(max, ModelPackageVersion),
      0,
    );
  return last + 1;
}

/**
 * Puts a package into the registry: the next version of its group, or an
 * unversioned one by its name. Emits the event of it.
 */
export function registerModelPackage(
  world: World,
  target: Target,
  { Tags = [], ...content }: ModelPackage,
): ModelPackageRecord {
  const store = sagemakerOf(world, target);
  const group = content.ModelPackageGroupName;
  const version = group ? nextVersion(world, target, group) : undefined;
  const name = group ?? content.ModelPackageName ?? '';
  const now = world.clock.now();
  const record: ModelPackageRecord = {
    ...content,
    ModelPackageArn: toArn(
      target,
      'model-package',
      version ? `${name}/${version}` : name,
    ),
    ModelPackageName: name,
    ModelPackageVersion: version,
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus:
      content.ModelApprovalStatus ??
      (group ? 'PendingManualApproval' : undefined),
    CreationTime: now,
    LastModifiedTime: now,
  };
  store.modelPackages.set(record.ModelPackageArn, record);
  store.tags.set(record.ModelPackageArn, Tags);
  emitModelPackageStateChange(world, record);
  tellApprovalStatus(world, record, undefined);
  return record;
}
