import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ApprovalDecision,
  DecideApprovalRequest,
  DefaultApiClient,
  PipelineRun,
  ProjectTemplateList,
  Promotion,
  RepositoryCheck,
  RunDetail,
  RunList,
  StartRunRequest,
  VersionList,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** An account set as the governance account knows it. */
export type AccountSetDetail = Awaited<
  ReturnType<Awaited<ReturnType<DefaultApiClient['getAccountSet']>>['json']>
>;

export interface CallOptions {
  signal?: AbortSignal;
}

export interface PageOptions extends CallOptions {
  /** Page size, 1 to 100; 20 when left out. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/**
 * What the backend of this suite knows about one catalog entity, live from AWS.
 *
 * `entityRef` is a full entity ref such as `resource:default/churn-models-1a2b3c4d`.
 * Every method throws a `ResponseError` with the backend's error as its `cause`
 * when the answer is not 2xx.
 */
export interface SageMakerApi {
  getRuns(entityRef: string, options?: PageOptions): Promise<RunList>;
  getRun(
    entityRef: string,
    runId: string,
    options?: CallOptions,
  ): Promise<RunDetail>;
  startRun(entityRef: string, request: StartRunRequest): Promise<PipelineRun>;
  getVersions(entityRef: string, options?: PageOptions): Promise<VersionList>;
  getPromotion(entityRef: string, options?: CallOptions): Promise<Promotion>;
  /** Throws with the cause `ConflictError` when `expected` no longer holds. */
  decideApproval(
    entityRef: string,
    approvalId: string,
    request: DecideApprovalRequest,
  ): Promise<ApprovalDecision>;
  getAccountSet(
    entityRef: string,
    options?: CallOptions,
  ): Promise<AccountSetDetail>;
  getProjectTemplates(
    entityRef: string,
    options?: CallOptions,
  ): Promise<ProjectTemplateList>;
  getRepositoryCheck(
    entityRef: string,
    options?: CallOptions,
  ): Promise<RepositoryCheck>;
}

export const sagemakerApiRef = createApiRef<SageMakerApi>({
  id: 'plugin.sagemaker.api',
});
