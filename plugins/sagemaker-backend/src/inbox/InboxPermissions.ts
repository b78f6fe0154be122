import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  parseArn,
  sagemakerApprovalDecidePermission,
  sagemakerReadPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { accountRefOf, Caller } from '../access/Gate';
import { KeptApproval } from './InboxStore';
import { ModelGroup } from './ModelGroups';

interface Candidate {
  kept: KeptApproval;
  group: ModelGroup;
  /** Entity ref of the account that the approval opens. */
  accountRef?: string;
}

interface Allowed {
  read: boolean;
  decide: boolean;
}

/** Asks for all permissions on what waits at once. */
export class InboxPermissions {
  constructor(private readonly deps: { permissions: PermissionsService }) {}

  /** In the order of the candidates. */
  async of(candidates: Candidate[], caller: Caller): Promise<Allowed[]> {
    const requests = new Map<string, AuthorizePermissionRequest>();
    const ask = (permission: ResourcePermission, resourceRef: string) => {
      const key = `${permission.name} ${resourceRef}`;
      requests.set(key, { permission, resourceRef });
      return key;
    };
    const questions = candidates.map(candidate => ({
      read: ask(sagemakerReadPermission, candidate.group.entityRef),
      decide: decidedOn(candidate)?.map(ref =>
        ask(sagemakerApprovalDecidePermission, ref),
      ),
    }));
    if (requests.size === 0) {
      return [];
    }
    const keys = [...requests.keys()];
    const decisions = await this.deps.permissions.authorize(
      [...requests.values()],
      { credentials: caller },
    );
    const allowed = new Set(
      keys.filter(
        (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
    const isPerson = caller.principal.type === 'user';
    return questions.map(({ read, decide }) => ({
      read: allowed.has(read),
      decide: isPerson && Boolean(decide?.every(key => allowed.has(key))),
    }));
  }
}

/** Entity refs that a person needs the permission on; undefined when the account is unknown. */
function decidedOn({
  kept,
  group,
  accountRef,
}: Candidate): string[] | undefined {
  if (!accountRef) {
    return undefined;
  }
  const { kind, modelPackageArn } = kept.approval;
  // Nothing but a tag says that this pipeline deploys the group.
  const isClaim = kind === 'cicd' && !modelPackageArn;
  return [
    group.entityRef,
    accountRef,
    ...(isClaim ? [accountRefOf(parseArn(kept.source).accountId)] : []),
  ];
}
