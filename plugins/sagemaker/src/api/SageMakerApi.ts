import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ApprovalDecision,
  ApprovalInbox,
  ChangeRunRequest,
  DecideApprovalRequest,
  DefaultApiClient,
  DeploymentChange,
  DeploymentChangeFindings,
  DeploymentConfig,
  PipelineDetail,
  PipelineRun,
  ProjectTemplateDetail,
  ProjectTemplateList,
  Promotion,
  RepositoryCheck,
  RunDetail,
  RunGraph,
  RunList,
  RunStatus,
  StartRunRequest,
  StepDetail,
  StepLog,
  VersionDetail,
  VersionList,
  VersionMetricsList,
  UseCasePreflight,
  UseCasePreflightRequest,
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

export interface RunOptions extends PageOptions {
  /** All statuses when left out. */
  status?: RunStatus[];
  /** Started at or after, and before. ISO 8601. */
  since?: string;
  until?: string;
}

export interface InboxOptions extends PageOptions {
  /** In titles, stages, model groups, owners and use cases. */
  search?: string;
  /** Only what the person may decide. */
  mayDecide?: boolean;
}

/**
 * What the backend of this suite knows about one catalog entity, live from AWS.
 *
 * `entityRef` is a full entity ref such as `resource:default/churn-models-1a2b3c4d`.
 * Every method throws a `ResponseError` with the backend's error as its `cause`
 * when the answer is not 2xx.
 */
export interface SageMakerApi {
  /** Of a pipeline, of what it feeds, or of all pipelines of a use case. */
  getRuns(entityRef: string, options?: RunOptions): Promise<RunList>;
  getRun(
    entityRef: string,
    runId: string,
    options?: CallOptions,
  ): Promise<RunDetail>;
  /** The definition of that very run; it never changes. */
  getRunGraph(
    entityRef: string,
    runId: string,
    options?: CallOptions,
  ): Promise<RunGraph>;
  getStep(
    entityRef: string,
    runId: string,
    stepName: string,
    options?: CallOptions,
  ): Promise<StepDetail>;
  /** The latest lines; `nextCursor` leads to older ones. */
  getStepLog(
    entityRef: string,
    runId: string,
    stepName: string,
    options?: PageOptions,
  ): Promise<StepLog>;
  getPipeline(
    entityRef: string,
    options?: CallOptions,
  ): Promise<PipelineDetail>;
  startRun(entityRef: string, request: StartRunRequest): Promise<PipelineRun>;
  /** Throws with the cause `ConflictError` when the run has ended. */
  stopRun(
    entityRef: string,
    runId: string,
    request: ChangeRunRequest,
  ): Promise<PipelineRun>;
  /** Throws with the cause `ConflictError` when there is nothing to retry. */
  retryRun(
    entityRef: string,
    runId: string,
    request: ChangeRunRequest,
  ): Promise<PipelineRun>;
  getVersions(entityRef: string, options?: PageOptions): Promise<VersionList>;
  /** Of the versions on the same page of `getVersions`. */
  getVersionMetrics(
    entityRef: string,
    options?: PageOptions,
  ): Promise<VersionMetricsList>;
  getVersion(
    entityRef: string,
    version: number,
    options?: CallOptions,
  ): Promise<VersionDetail>;
  getPromotion(entityRef: string, options?: CallOptions): Promise<Promotion>;
  /** What waits for a person, of all model groups that the person may read. */
  getApprovals(options?: InboxOptions): Promise<ApprovalInbox>;
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
  /** Throws with the cause `NotFoundError` when the account set does not offer the template. */
  getProjectTemplate(
    entityRef: string,
    query: { template: string; version?: string; launchPath?: string },
    options?: CallOptions,
  ): Promise<ProjectTemplateDetail>;
  /** What stands in the way of a use case in an account set; changes nothing. */
  checkUseCase(
    entityRef: string,
    request: UseCasePreflightRequest,
    options?: CallOptions,
  ): Promise<UseCasePreflight>;
  getRepositoryCheck(
    entityRef: string,
    options?: CallOptions,
  ): Promise<RepositoryCheck>;
  getDeploymentConfig(
    entityRef: string,
    stage: string,
    options?: CallOptions,
  ): Promise<DeploymentConfig>;
  checkDeploymentChange(
    entityRef: string,
    change: DeploymentChange,
    options?: CallOptions,
  ): Promise<DeploymentChangeFindings>;
}

export const sagemakerApiRef = createApiRef<SageMakerApi>({
  id: 'plugin.sagemaker.api',
});
