import type {
  Approval,
  DecideApprovalRequestDecisionEnum,
  StageState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

export type Decision = DecideApprovalRequestDecisionEnum;

const versionOf = (approval: Approval) =>
  approval.version === undefined
    ? 'The waiting version'
    : `Version ${approval.version}`;

/** Where a stage is, as far as it is known: `prod (account 210000000004, eu-west-1)`. */
function placeOf(approval: Approval, stage: StageState | undefined): string {
  const details = [
    stage?.accountId && `account ${stage.accountId}`,
    stage?.region,
  ].filter(Boolean);
  return details.length > 0
    ? `${approval.stage} (${details.join(', ')})`
    : approval.stage;
}

/** What happens in AWS when this decision is taken, for the person who takes it. */
export function consequence(
  approval: Approval,
  decision: Decision,
  stage: StageState | undefined,
): string {
  const version = versionOf(approval);
  const pipeline = approval.pipelineName
    ? `CodePipeline ${approval.pipelineName}`
    : 'The deployment pipeline';
  const stays =
    stage?.version === undefined
      ? `Nothing is deployed to ${approval.stage}.`
      : `Version ${stage.version} stays in ${approval.stage}.`;
  switch (`${approval.kind}:${decision}` as const) {
    case 'registry:Approved':
      return `${version} is marked Approved in the model registry. That starts its deployment to ${placeOf(
        approval,
        stage,
      )}.`;
    case 'registry:Rejected':
      return `${version} is marked Rejected in the model registry and is not deployed. ${stays}`;
    case 'cicd:Approved':
      return `${pipeline} continues and deploys ${version.replace(
        /^./,
        letter => letter.toLowerCase(),
      )} to ${placeOf(approval, stage)}.`;
    default:
      return `${pipeline} stops before ${approval.stage} and its execution fails. ${stays}`;
  }
}
