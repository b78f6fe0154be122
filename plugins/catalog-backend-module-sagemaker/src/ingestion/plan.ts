import { IngestionType } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  KnownTarget,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { PlannedListing } from '../store/Listings';

/** The listing of account sets and their accounts. */
export const ACCOUNT_SETS: PlannedListing = {
  id: 'account-sets',
  type: 'account-set',
};

const TARGET_TYPES = [
  'project',
  'model-group',
  'shared-model-group',
  'pipeline',
  'endpoint',
] as const satisfies readonly IngestionType[];

/** The listing of one type in one target. */
export interface TargetListing extends PlannedListing {
  type: (typeof TARGET_TYPES)[number];
  target: KnownTarget;
}

/** The id of the listing of a type in a target. */
export function targetListingId(
  { accountId, region }: Target,
  type: TargetListing['type'],
): string {
  return `${accountId}/${region}/${type}`;
}

/** The listings of every type in every target. */
export function targetListings(targets: KnownTarget[]): TargetListing[] {
  return targets.flatMap(target =>
    TARGET_TYPES.map(type => ({
      id: targetListingId(target, type),
      type,
      target,
      accountId: target.accountId,
      region: target.region,
      accountSet: target.accountSet,
    })),
  );
}
