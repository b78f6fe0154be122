import {
  Approval,
  ModelVersion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeploymentState } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { versionRefOf } from '../arns';
import { cicdApprovals, registryApprovals } from '../promotion/approvals';
import { newest } from '../promotion/running';
import { ModelGroup } from './ModelGroups';

/** An approval with the model group that it is about. */
export interface WaitingApproval {
  /** The listing that it was found in. */
  source: string;
  groupArn: string;
  entityRef: string;
  approval: Approval;
}

/** What waits in the registry, of versions of any number of groups; others are left out. */
export function waitingInRegistry(
  source: string,
  groups: ModelGroup[],
  versions: ModelVersion[],
): WaitingApproval[] {
  const byGroup = new Map<string, ModelVersion[]>();
  for (const version of versions) {
    const groupArn = versionRefOf(version.arn)?.groupArn.toLowerCase() ?? '';
    byGroup.set(groupArn, [...(byGroup.get(groupArn) ?? []), version]);
  }
  return groups.flatMap(group => {
    const own = byGroup.get(group.subject.modelGroupArn.toLowerCase()) ?? [];
    const approved = newest(
      own
        .filter(({ approvalStatus }) => approvalStatus === 'Approved')
        .map(({ version }) => version),
    );
    return registryApprovals({ versions: own }, approved).map(approval => ({
      source,
      groupArn: group.subject.modelGroupArn,
      entityRef: group.entityRef,
      approval,
    }));
  });
}

/** What waits in a CI/CD pipeline, for each group that is linked to it. */
export function waitingInPipeline(
  source: string,
  groups: ModelGroup[],
  state: DeploymentState,
): WaitingApproval[] {
  return groups.flatMap(group =>
    cicdApprovals(group.subject.modelGroupArn, state).map(approval => ({
      source,
      groupArn: group.subject.modelGroupArn,
      entityRef: group.entityRef,
      approval,
    })),
  );
}
