import { NotFoundError } from '@backstage/errors';
import { Stage } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { promotionStageOf } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What an approval id says, by itself, without asking AWS. */
export type ApprovalRef =
  | { kind: 'registry'; version: number; opens: Stage }
  | { kind: 'cicd'; stageName: string; actionName: string; opens: Stage };

const REGISTRY_ID = /^registry:(\d{1,9})$/;
const CICD_ID = /^cicd:([\w.@-]{1,100})\/([\w.@-]{1,100})$/;

export function registryApprovalId(version: number): string {
  return `registry:${version}`;
}

export function cicdApprovalId(stageName: string, actionName: string): string {
  return `cicd:${stageName}/${actionName}`;
}

/** Throws NotFoundError for an id that no approval can have. */
export function parseApprovalId(id: string): ApprovalRef {
  const registry = REGISTRY_ID.exec(id);
  if (registry) {
    return { kind: 'registry', version: Number(registry[1]), opens: 'staging' };
  }
  const cicd = CICD_ID.exec(id);
  if (cicd) {
    const [, stageName, actionName] = cicd;
    const opens = stageOpenedBy(stageName, actionName);
    return { kind: 'cicd', stageName, actionName, opens };
  }
  throw new NotFoundError(
    `No approval '${id}': expected registry:<version> or cicd:<stage>/<action>`,
  );
}

/**
 * The stage that a manual approval of a CI/CD pipeline guards, told by the
 * names; a name that does not tell counts as prod, the stage guarded most.
 */
export function stageOpenedBy(stageName: string, actionName: string): Stage {
  return promotionStageOf(stageName) ?? promotionStageOf(actionName) ?? 'prod';
}
