import {
  ApprovalDecision,
  DeploymentStage,
  Metric,
  ModelVersion,
  PipelineDetail,
  PipelineRun,
  ProjectTemplate,
  RunGraph,
  RunStatus,
  RunStep,
  StartRunRequest,
  StepJob,
  StepLog,
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
import type { VersionContent } from './read/versionMapping';

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

export interface RunQuery {
  /** 1 to 100; 20 when left out. */
  limit?: number;
  cursor?: string;
  /** Any when empty or left out. */
  statuses?: RunStatus[];
  /** Started at this time or later; ISO 8601. */
  since?: string;
  /** Started before this time; ISO 8601. */
  until?: string;
}

export interface RunPage extends Page<PipelineRun> {
  /** Why the runs of some accounts are missing. */
  unreadable: string[];
}

export interface RunReader {
  /** Of any number of pipelines, newest first: one `Search` for each account and region. */
  list(
    pipelineArns: string[],
    query?: RunQuery & CallOptions,
  ): Promise<RunPage>;
  /** Without its steps. Throws NotFoundError. The run must be of that pipeline. */
  describe(
    pipelineArn: string,
    runId: string,
    options?: CallOptions,
  ): Promise<PipelineRun>;
  /** The steps that have begun, oldest first. Throws NotFoundError. */
  steps(
    pipelineArn: string,
    runId: string,
    options?: CallOptions,
  ): Promise<RunStep[]>;
  /** Both of these. */
  get(
    pipelineArn: string,
    runId: string,
    options?: CallOptions,
  ): Promise<{ run: PipelineRun; steps: RunStep[] }>;
  /** Idempotent by its client token. */
  start(
    pipelineArn: string,
    request: StartRunRequest,
    options?: CallOptions,
  ): Promise<PipelineRun>;
  /**
   * Asks a run to stop and answers how it stands. Throws NotFoundError, and
   * ConflictError with AWS's reason when it cannot be stopped.
   */
  stop(
    pipelineArn: string,
    runId: string,
    clientToken: string,
    options?: CallOptions,
  ): Promise<PipelineRun>;
  /**
   * Goes on with the steps that failed or were stopped. Throws NotFoundError, and
   * ConflictError with AWS's reason when it cannot be retried.
   */
  retry(
    pipelineArn: string,
    runId: string,
    clientToken: string,
    options?: CallOptions,
  ): Promise<PipelineRun>;
}

export interface DefinitionReader {
  /** A pipeline as it stands now. Throws NotFoundError, and InputError when its definition cannot be read. */
  pipeline(
    pipelineArn: string,
    options?: CallOptions,
  ): Promise<Omit<PipelineDetail, 'asOf'>>;
  /** Of that very run: it never changes. Throws as `pipeline` does. */
  graph(
    pipelineArn: string,
    runId: string,
    options?: CallOptions,
  ): Promise<RunGraph>;
}

/** A job that writes a log. */
export type LoggedJob = Pick<StepJob, 'arn'> &
  Required<Pick<StepJob, 'logGroup' | 'logStreamPrefix'>>;

export type JobLogPage = Omit<StepLog, 'asOf' | 'logGroup'>;

/** Training, processing, transform and tuning jobs. */
export interface JobReader {
  /** Undefined for the ARN of anything else. Throws NotFoundError. */
  get(jobArn: string, options?: CallOptions): Promise<StepJob | undefined>;
  /** The last lines, and from a cursor on those before them; empty while nothing is written. */
  log(
    job: LoggedJob,
    page: CallOptions & { limit: number; cursor?: string },
  ): Promise<JobLogPage>;
}

export interface ModelVersionReader {
  /** Versioned packages of the group, newest first. */
  list(
    modelGroupArn: string,
    options?: CallOptions & { limit?: number; cursor?: string },
  ): Promise<Page<ModelVersion>>;
  /**
   * The versions of one group, or of all in a target, that wait for approval, and
   * the approved ones that are newer than the oldest of these: by `Search`, 100
   * records a call.
   */
  undecided(
    scope: Target | { modelGroupArn: string },
    options?: CallOptions,
  ): Promise<{ items: ModelVersion[]; skipped: Skipped[] }>;
  /** Describes one version; throws NotFoundError. */
  get(
    modelGroupArn: string,
    version: number,
    options?: CallOptions,
  ): Promise<ModelVersion>;
  /** The same with all that it points to. */
  content(
    modelGroupArn: string,
    version: number,
    options?: CallOptions,
  ): Promise<VersionContent>;
  /** Figures of its evaluation report in S3; none when it points to no report. */
  metrics(
    version: Pick<ModelVersion, 'arn' | 'runArn' | 'metricsUri'>,
    options?: CallOptions,
  ): Promise<Metric[]>;
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

/** What a project template relies on besides its parameters. */
export interface PrerequisiteReader {
  /** A connection to a git host, read in its account and region. Throws NotFoundError. */
  connection(
    arn: string,
    options?: CallOptions,
  ): Promise<{
    /** `AVAILABLE`, `PENDING`, `ERROR`. */
    status: string;
    tags: Record<string, string>;
  }>;
  /** Throws NotFoundError. */
  role(
    arn: string,
    options?: CallOptions,
  ): Promise<{
    /** AWS services that may assume it, such as `servicecatalog.amazonaws.com`. */
    trustedServices: string[];
  }>;
  /**
   * Whether one role of an account may hand on another (`iam:PassRole`);
   * `conditional` where that depends on what is not known before.
   */
  mayPass(
    launcherArn: string,
    roleArn: string,
    options?: CallOptions,
  ): Promise<'allowed' | 'denied' | 'conditional'>;
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
