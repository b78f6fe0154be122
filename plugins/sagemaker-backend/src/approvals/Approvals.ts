import {
  ConflictError,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ApprovalDecision,
  DecideApprovalRequest,
  parseArn,
  sagemakerApprovalDecidePermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Access, Caller, Gate } from '../access/Gate';
import { KnownAccounts } from '../access/KnownAccounts';
import { ModelGroupSubject } from '../access/subjects';
import { versionIn } from '../arns';
import { Note } from '../audit';
import { Changes } from '../live/Changes';
import { mayBeOf } from '../promotion/approvals';
import { StageAccounts } from '../promotion/StageAccounts';
import { ApprovalRef, parseApprovalId } from './approvalIds';
import { DecisionStore } from './DecisionStore';
import { Requesters } from './Requesters';

type CicdRef = Extract<ApprovalRef, { kind: 'cicd' }>;

interface Verdict extends DecideApprovalRequest {
  decidedBy: string;
}

/** Approves or rejects what waits for a person. */
export class Approvals {
  constructor(
    private readonly deps: {
      aws: Pick<SageMakerAws, 'versions' | 'deployments'>;
      gate: Gate;
      accounts: KnownAccounts;
      stages: StageAccounts;
      decisions: DecisionStore;
      requesters: Requesters;
      changes: Changes;
    },
  ) {}

  /**
   * Throws NotFoundError for an unknown approval, NotAllowedError, and
   * ConflictError when what the person saw is no longer true.
   */
  async decide(
    access: Access<ModelGroupSubject>,
    approvalId: string,
    request: DecideApprovalRequest,
    note: Note,
  ): Promise<ApprovalDecision> {
    const decidedBy = personOf(access.caller);
    const { branch } = access.subject;
    if (branch) {
      throw new NotAllowedError(
        `'${access.entityRef}' holds models of the branch '${branch}', which are never promoted: merge the branch, and approve what the use case's own pipeline registers then`,
      );
    }
    const ref = parseApprovalId(approvalId);
    if (ref.kind === 'registry') {
      note({ version: ref.version });
    }
    const accountOf = await this.deps.stages.of(access);
    await this.deps.gate.authorize(
      sagemakerApprovalDecidePermission,
      accountOf(ref.opens).accountRef,
      access.caller,
    );
    const verdict = { ...request, decidedBy };
    const arn = access.subject.modelGroupArn;
    const { deploymentPipelineArn } = access.subject;
    try {
      await this.deps.decisions.once(
        { arn, approvalId, expected: request.expected },
        verdict,
        () =>
          ref.kind === 'registry'
            ? this.decideRegistry(arn, ref.version, verdict)
            : this.decideCicd(access, ref, verdict, note),
      );
    } catch (error) {
      if (isError(error) && error.name === 'ConflictError') {
        // The picture that the person is to look at again must be a new one.
        await this.deps.changes.made(
          ref.kind === 'cicd' && deploymentPipelineArn
            ? deploymentPipelineArn
            : arn,
          arn,
        );
      }
      throw error;
    }
    await this.deps.changes.made(arn, deploymentPipelineArn);
    const { decision, reason } = request;
    return { id: approvalId, decision, reason, decidedBy };
  }

  private async decideRegistry(arn: string, version: number, verdict: Verdict) {
    const now = await this.deps.aws.versions.get(arn, version);
    if (now.approvalStatus !== 'PendingManualApproval') {
      throw new ConflictError(
        `Version ${version} no longer waits: it is ${now.approvalStatus}${
          now.approvalDescription ? `, "${now.approvalDescription}"` : ''
        }`,
      );
    }
    await this.deps.requesters.assertOther(now, verdict.decidedBy);
    await this.deps.aws.versions.decide(arn, version, verdict);
  }

  private async decideCicd(
    access: Access<ModelGroupSubject>,
    ref: CicdRef,
    verdict: Verdict,
    note: Note,
  ) {
    const { modelGroupArn, deploymentPipelineArn } = access.subject;
    if (!deploymentPipelineArn) {
      throw new NotFoundError(
        `No CI/CD pipeline is linked to '${access.entityRef}', so no approval waits there`,
      );
    }
    const { accountId } = parseArn(deploymentPipelineArn);
    await this.deps.accounts.assertKnown(accountId);
    const state = await this.deps.aws.deployments.get(deploymentPipelineArn);
    const { stageName, actionName } = ref;
    const waiting = state.approvals.find(
      one => one.stageName === stageName && one.actionName === actionName,
    );
    if (!waiting || !mayBeOf(modelGroupArn, waiting.modelPackageArn)) {
      throw notWaiting(ref, state.pipelineName, state.stages);
    }
    if (waiting.token !== verdict.expected) {
      throw new ConflictError(
        `'${stageName}' of '${state.pipelineName}' waits anew since ${
          waiting.since
        }, for ${
          waiting.modelPackageArn ?? 'another execution'
        }: look at it again before you decide`,
      );
    }
    const version = versionIn(modelGroupArn, waiting.modelPackageArn);
    note({ version });
    if (version !== undefined && this.deps.requesters.matters) {
      await this.deps.requesters.assertOther(
        await this.deps.aws.versions.get(modelGroupArn, version),
        verdict.decidedBy,
      );
    }
    if (!waiting.modelPackageArn) {
      // Nothing but a tag says that this pipeline deploys the group.
      await this.deps.gate.authorizeClaim(
        sagemakerApprovalDecidePermission,
        accountId,
        access.caller,
      );
    }
    await this.deps.aws.deployments.decide(
      deploymentPipelineArn,
      waiting,
      verdict,
    );
  }
}

/** Approving is what somebody answers for, so a service cannot. */
function personOf({ principal }: Caller): string {
  if (principal.type !== 'user') {
    throw new NotAllowedError(
      'Only a person can decide on an approval, not a service',
    );
  }
  return principal.userEntityRef;
}

function notWaiting(
  { stageName, actionName }: CicdRef,
  pipelineName: string,
  stages: { name: string; status: string; failureReason?: string }[],
) {
  const stage = stages.find(({ name }) => name === stageName);
  if (!stage) {
    return new NotFoundError(
      `The CI/CD pipeline '${pipelineName}' has no stage '${stageName}'`,
    );
  }
  return new ConflictError(
    `'${stageName}/${actionName}' of '${pipelineName}' does not wait for this model group: it is ${
      stage.status
    }${stage.failureReason ? `, "${stage.failureReason}"` : ''}`,
  );
}
