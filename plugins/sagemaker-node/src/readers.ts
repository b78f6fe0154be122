import {
  ApprovalDecision,
  DeploymentStage,
  ModelVersion,
  Parameter,
  PipelineRun,
  ProjectTemplate,
  RunStep,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  DeployedModel,
  KnownTarget,
  ResourceType,
  SageMakerResource,
  Target,
  UnreadableRow,
} from './domain';

export interface CallOptions {
  signal?: AbortSignal;
}

/** A record of AWS that could not be understood. */
export interface Skipped {
  id: string;
  reason: string;
}

export interface Page<T> {
  items: T[];
  /** AWS's NextToken. */
  nextCursor?: string;
  skipped?: Skipped[];
}

/** A page of a listing; what cannot be understood is reported, not thrown. */
export interface ResourcePage {
  resources: SageMakerResource[];
  skipped: Skipped[];
}

/** Lists and describes what becomes an entity. */
export interface ResourceReader {
  /**
   * All resources of one type in one target: `Search`, 100 records with tags a
   * call, by creation time, de-duplicated by ARN. Throws when any page fails.
   */
  list(
    target: Target,
    type: ResourceType,
    options?: CallOptions,
  ): AsyncIterable<ResourcePage>;

  /**
   * The model package groups of other accounts that are shared with this one,
   * under their own ARN and account. Throws when any page fails.
   */
  listShared(
    target: Target,
    options?: CallOptions,
  ): AsyncIterable<ResourcePage>;

  /**
   * One resource by its ARN, by its Describe operation and ListTags (never by
   * Search, which may lag behind); undefined when it does not exist.
   */
  get(
    arn: string,
    options?: CallOptions,
  ): Promise<SageMakerResource | undefined>;
}

export interface RunReader {
  /** Newest first. */
  list(
    pipelineArn: string,
    options?: CallOptions & { limit?: number; cursor?: string },
  ): Promise<Page<PipelineRun>>;
  /** Throws NotFoundError. The run must be of that pipeline. */
  get(
    pipelineArn: string,
    runId: string,
    options?: CallOptions,
  ): Promise<{ run: PipelineRun; steps: RunStep[] }>;
  start(
    pipelineArn: string,
    request: {
      clientToken: string;
      parameters?: Parameter[];
      description?: string;
    },
    options?: CallOptions,
  ): Promise<PipelineRun>;
}

export interface ModelVersionReader {
  /** Versioned packages of the group, newest first. */
  list(
    modelGroupArn: string,
    options?: CallOptions & { limit?: number; cursor?: string },
  ): Promise<Page<ModelVersion>>;
  /** Describes one version; throws NotFoundError. */
  get(
    modelGroupArn: string,
    version: number,
    options?: CallOptions,
  ): Promise<ModelVersion>;
  /**
   * Sets the approval status. Reads the version first and throws ConflictError
   * when `expected` (`<approvalStatus>@<modifiedAt>`) no longer holds.
   */
  decide(
    modelGroupArn: string,
    version: number,
    decision: {
      decision: ApprovalDecision['decision'];
      reason: string;
      decidedBy: string;
      expected: string;
    },
    options?: CallOptions,
  ): Promise<void>;
}

export interface DeploymentState {
  pipelineArn: string;
  pipelineName: string;
  executionId?: string;
  /** Exact version that the latest execution deploys. */
  modelPackageArn?: string;
  stages: DeploymentStage[];
  /** Manual approvals that wait now. */
  approvals: {
    stageName: string;
    actionName: string;
    token: string;
    /** The execution that waits, which may be an older one than the latest. */
    executionId?: string;
    /** Exact version that this execution deploys. */
    modelPackageArn?: string;
    since?: string;
    summary?: string;
    url?: string;
  }[];
}

export interface DeploymentPipelineReader {
  /** `GetPipelineState` and, when an execution is known, what it deploys. Throws NotFoundError. */
  get(pipelineArn: string, options?: CallOptions): Promise<DeploymentState>;
  /** `PutApprovalResult`; throws ConflictError when the token no longer waits. */
  decide(
    pipelineArn: string,
    approval: { stageName: string; actionName: string; token: string },
    decision: {
      decision: ApprovalDecision['decision'];
      reason: string;
      decidedBy: string;
    },
    options?: CallOptions,
  ): Promise<void>;
}

export interface DeployedModelReader {
  /** Models that have endpoints in a target, `Search` on `Model`. */
  list(target: Target, options?: CallOptions): Promise<DeployedModel[]>;
}

export interface ProjectTemplateReader {
  /** From Service Catalog and S3; a source that fails is reported in `unreadable`. */
  list(
    target: Target,
    options?: CallOptions,
  ): Promise<{ items: ProjectTemplate[]; unreadable: string[] }>;
}

export interface AccountSetReader {
  /**
   * The sets of all sources: governance table, configuration and catalog. A name
   * belongs to the first of these that has it; the others' are unreadable.
   * Throws when a source cannot be read.
   */
  list(
    options?: CallOptions,
  ): Promise<{ sets: AccountSet[]; unreadable: UnreadableRow[] }>;
  /** Throws NotFoundError. */
  get(name: string, options?: CallOptions): Promise<AccountSet>;
  /** Status of the Service Catalog product that made the set, read in the governance account. */
  provisionedProduct(
    id: string,
    options?: CallOptions,
  ): Promise<{ status: string; statusMessage?: string } | undefined>;
}

/** All targets to read: accounts of non-decommissioned sets, durable and configured accounts. */
export interface TargetDirectory {
  targets(options?: CallOptions): Promise<KnownTarget[]>;
}
