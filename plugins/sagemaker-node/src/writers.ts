import { Target } from './domain';
import { CallOptions } from './readers';

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
  tags: Record<string, string>;
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
      parameters?: Record<string, string>;
      tags: Record<string, string>;
    },
    options?: CallOptions,
  ): Promise<ProjectState>;
  /**
   * Starts the deletion of a project with its stack or provisioned product and
   * answers at once; does nothing when there is none.
   */
  remove(target: Target, name: string, options?: CallOptions): Promise<void>;
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
    },
    options?: CallOptions,
  ): Promise<string>;
  createBranch(
    target: Target,
    name: string,
    branch: string,
    commitId: string,
    options?: CallOptions,
  ): Promise<void>;
  setDefaultBranch(
    target: Target,
    name: string,
    branch: string,
    options?: CallOptions,
  ): Promise<void>;
}
