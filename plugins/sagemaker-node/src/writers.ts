import { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Target } from './domain';
import { CallOptions } from './readers';

/** What a project stands on; `parameters` may hold secrets and is never to be shown. */
export interface ProjectLaunch {
  /** `servicecatalog:<productId>` or `s3:<bucket>/<key>`; undefined for a URL of another form. */
  templateId?: string;
  artifactId?: string;
  pathId?: string;
  /** Name by which the project knows its template in S3. */
  templateName?: string;
  parameters: Record<string, string>;
}

export interface ProjectState {
  arn: string;
  projectId: string;
  name: string;
  /** `CreateInProgress`, `CreateCompleted`, `CreateFailed`, ... */
  status: string;
  /** AWS's reason, in full, when it failed. */
  reason?: string;
  /** Stack or provisioned product behind the project, as AWS names it. */
  stackId?: string;
  provisionedProductId?: string;
  /** ISO 8601. */
  modifiedAt?: string;
  launch?: ProjectLaunch;
  tags: Record<string, string>;
}

/** A product of Service Catalog, as far as the portal's role may launch it. */
export interface LaunchableProduct {
  versions: {
    id: string;
    name: string;
    active: boolean;
    /** May be kept, and not be launched anew. */
    deprecated: boolean;
    /** ISO 8601. */
    createdAt: string;
  }[];
  /** A launch must name one when there are several. */
  paths: {
    id: string;
    /** Of the portfolio. */
    name: string;
    /** Given when a role of its own launches; AWS tells the role only in words, if at all. */
    launchConstraint?: { roleArn?: string };
  }[];
}

export interface ProjectWriter {
  /** By name, with its tags; undefined when there is none. */
  find(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<ProjectState | undefined>;
  /** Starts the creation and answers at once. */
  create(
    target: Target,
    request: {
      name: string;
      description?: string;
      /** `servicecatalog:<productId>` or `s3:<bucket>/<key>`. */
      templateId: string;
      /** Version of the product; the latest unless given. */
      artifactId?: string;
      /** Launch path of the product, where it has several. */
      pathId?: string;
      parameters?: Record<string, string>;
      tags: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<ProjectState>;
  /**
   * Starts the change to another version or template and answers at once.
   * Throws a ConflictError while AWS is at work on the project.
   */
  update(
    target: Target,
    request: {
      name: string;
      description?: string;
      templateId: string;
      artifactId?: string;
      /** Of the project's launch, for a template in S3. */
      templateName?: string;
      parameters: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Starts the deletion of a project with its stack or provisioned product and
   * answers at once; does nothing when there is none.
   */
  remove(target: Target, name: string, options?: CallOptions): Promise<void>;
  /** Versions and launch paths of a product. Throws NotFoundError. */
  product(
    target: Target,
    productId: string,
    options?: CallOptions,
  ): Promise<LaunchableProduct>;
  /**
   * What a template asks for. Throws NotFoundError, and an InputError when it
   * cannot be read as a template.
   */
  parameters(
    target: Target,
    launch: { templateId: string; artifactId?: string; pathId?: string },
    options?: CallOptions,
  ): Promise<TemplateParameter[]>;
  /** Events of the stack behind a project, oldest first; empty while there is no stack. */
  events(
    target: Target,
    project: ProjectState,
    options?: CallOptions,
  ): Promise<
    {
      id: string;
      time: string;
      resource: string;
      status: string;
      reason?: string;
    }[]
  >;
}

export interface ModelGroupWriter {
  find(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<{ arn: string; tags: Record<string, string> } | undefined>;
  create(
    target: Target,
    request: {
      name: string;
      description?: string;
      tags: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<{ arn: string }>;
  /** Resource policy, JSON; undefined when there is none. */
  policy(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<string | undefined>;
  setPolicy(
    target: Target,
    name: string,
    policy: string,
    options?: CallOptions,
  ): Promise<void>;
  /** All versions; empty when there is no such group. */
  versions(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<GroupVersion[]>;
  /** Does nothing when there is none. */
  removeVersion(arn: string, options?: CallOptions): Promise<void>;
  /** The group must be empty; does nothing when there is none. */
  remove(target: Target, name: string, options?: CallOptions): Promise<void>;
}

export interface GroupVersion {
  arn: string;
  version: number;
  /** `Approved`, `Rejected`, `PendingManualApproval`. */
  approvalStatus: string;
}

export interface PipelineWriter {
  /** By name, with its tags; undefined when there is none. */
  find(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<
    | {
        arn: string;
        description?: string;
        /** JSON. */
        definition: string;
        /** What its runs act as. */
        roleArn: string;
        tags: Record<string, string>;
      }
    | undefined
  >;
  create(
    target: Target,
    request: {
      name: string;
      description?: string;
      definition: string;
      roleArn: string;
      tags: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<{ arn: string }>;
  /** Executions that have not ended. */
  running(
    pipelineArn: string,
    options?: CallOptions,
  ): Promise<{ arn: string; isStopping: boolean }[]>;
  /** Asks an execution to stop and answers at once. */
  stop(executionArn: string, options?: CallOptions): Promise<void>;
  /** With its executions; AWS refuses while one of them runs. Does nothing when there is none. */
  remove(pipelineArn: string, options?: CallOptions): Promise<void>;
}

/** A folder of S3: the prefix ends with a slash. */
export interface ObjectPrefix {
  bucket: string;
  prefix: string;
}

/** Of a bucket that does not exist, a folder is empty. */
export interface ObjectWriter {
  summary(
    target: Target,
    folder: ObjectPrefix,
    options?: CallOptions,
  ): Promise<{ objects: number; bytes: number }>;
  /** Everything below the folder, 1,000 objects a call; answers how many. */
  removeAll(
    target: Target,
    folder: ObjectPrefix,
    options?: CallOptions,
  ): Promise<number>;
  /** A lifecycle rule of a bucket; undefined when there is none. */
  expiry(
    target: Target,
    rule: { bucket: string; id: string },
    options?: CallOptions,
  ): Promise<{ days?: number } | undefined>;
  /**
   * Has S3 delete what is below the folder some days after it was written, by a
   * lifecycle rule of that id; all other rules of the bucket stay as they are.
   * Answers whether the rule had to be written. Throws a ConflictError when the
   * bucket has as many rules as S3 keeps, or others overwrite the rule again and again.
   */
  setExpiry(
    target: Target,
    rule: ObjectPrefix & { id: string; days: number },
    options?: CallOptions,
  ): Promise<boolean>;
  /** Takes a lifecycle rule away; does nothing when there is none. */
  removeExpiry(
    target: Target,
    rule: { bucket: string; id: string },
    options?: CallOptions,
  ): Promise<void>;
}

export interface RepositoryFile {
  /** Relative, with forward slashes. */
  path: string;
  content: Uint8Array;
  executable: boolean;
}

export interface RepositoryWriter {
  find(
    target: Target,
    name: string,
    options?: CallOptions,
  ): Promise<
    | {
        arn: string;
        cloneUrlHttp: string;
        defaultBranch?: string;
        tags: Record<string, string>;
      }
    | undefined
  >;
  create(
    target: Target,
    request: {
      name: string;
      description?: string;
      tags: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<{ arn: string; cloneUrlHttp: string }>;
  /** Head commit of a branch; undefined when the branch does not exist. */
  head(
    target: Target,
    name: string,
    branch: string,
    options?: CallOptions,
  ): Promise<string | undefined>;
  /**
   * Any number of files in as many commits of at most 100 files as it takes;
   * answers the last commit id. Files already there with the same content are
   * left out, so that a replay continues.
   */
  commit(
    target: Target,
    name: string,
    request: {
      branch: string;
      message: string;
      author: { name: string; email: string };
      files: RepositoryFile[];
      /** Head that the branch must still have; throws a ConflictError otherwise. */
      parentCommitId?: string;
    },
    options?: CallOptions,
  ): Promise<string>;
  /** Content of a file in a commit; undefined when it has none of that path. */
  readFile(
    target: Target,
    name: string,
    commitId: string,
    path: string,
    options?: CallOptions,
  ): Promise<Uint8Array | undefined>;
  describeCommit(
    target: Target,
    name: string,
    commitId: string,
    options?: CallOptions,
  ): Promise<{ message: string; parents: string[] }>;
  /** Asked again with the same token and the same request, answers the first one. */
  createPullRequest(
    target: Target,
    name: string,
    request: {
      title: string;
      description?: string;
      /** With the change. */
      branch: string;
      /** That the change is for. */
      targetBranch: string;
      token: string;
    },
    options?: CallOptions,
  ): Promise<{ id: string }>;
  createBranch(
    target: Target,
    name: string,
    branch: string,
    commitId: string,
    options?: CallOptions,
  ): Promise<void>;
  /** Does nothing when there is none. */
  removeBranch(
    target: Target,
    name: string,
    branch: string,
    options?: CallOptions,
  ): Promise<void>;
  /** Whether a branch holds no commit that the other one does not have. */
  isMerged(
    target: Target,
    name: string,
    branch: string,
    into: string,
    options?: CallOptions,
  ): Promise<boolean>;
  setDefaultBranch(
    target: Target,
    name: string,
    branch: string,
    options?: CallOptions,
  ): Promise<void>;
}
