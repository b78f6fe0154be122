import { ConflictError, NotFoundError } from '@backstage/errors';
import { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  CallOptions,
  GroupVersion,
  LaunchableProduct,
  ModelGroupWriter,
  PrerequisiteReader,
  ProjectState,
  ProjectWriter,
  RepositoryFile,
  RepositoryWriter,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { FakePipelines } from './fakePipelines';

interface FakeRepository {
  target: Target;
  tags: Record<string, string>;
  description?: string;
  defaultBranch?: string;
  branches: Map<string, string>;
  files: Map<string, RepositoryFile>;
  messages: string[];
  /** Messages by commit. */
  commits?: Map<string, string>;
  pullRequests?: Parameters<RepositoryWriter['createPullRequest']>[2][];
}

function known<T>(found: Map<string, T>, arn: string): T {
  const value = found.get(arn);
  if (!value) {
    throw Object.assign(new NotFoundError(`${arn} does not exist`), {
      code: 'ResourceNotFoundException',
      operation: 'Get',
      kind: 'not_found',
    });
  }
  return value;
}

/** How the next changes of projects end; each takes one, then they all succeed. */
export interface ProjectOutcome {
  status: string;
  reason?: string;
  /** Reads that answer CreateInProgress before. */
  readsInProgress?: number;
}

/**
 * Writers of one AWS account in memory. Counts what is created and removed, and
 * throws `nextError` once where a test wants a call to fail.
 */
export class FakeAws {
  readonly projectsByName = new Map<string, ProjectState>();
  readonly groupsByName = new Map<
    string,
    { arn: string; tags: Record<string, string>; description?: string }
  >();
  /** Resource policies of model groups, by name. */
  readonly policies = new Map<string, string>();
  readonly versionsByArn = new Map<string, GroupVersion & { group: string }>();
  readonly repositoriesByName = new Map<string, FakeRepository>();
  readonly outcomes: ProjectOutcome[] = [];
  /** What every product and template is made of. */
  readonly product: LaunchableProduct = {
    versions: [
      {
        id: 'pa-1',
        name: 'v1',
        active: true,
        deprecated: false,
        createdAt: '2026-01-01T00:00:00Z',
      },
    ],
    paths: [{ id: 'lpv3-1', name: 'MLOps' }],
  };
  readonly parameters: TemplateParameter[] = [];
  /** Connections and roles that templates rely on, by ARN. */
  readonly connections = new Map<
    string,
    Awaited<ReturnType<PrerequisiteReader['connection']>>
  >();
  readonly roles = new Map<
    string,
    Awaited<ReturnType<PrerequisiteReader['role']>>
  >();
  /** What the writer was asked to launch, the last one last. */
  readonly launches: Parameters<ProjectWriter['update']>[1][] = [];
  readonly nextError = new Map<string, Error>();
  readonly calls: string[] = [];
  private readonly inProgress = new Map<
    string,
    { readsLeft: number; then: ProjectOutcome }
  >();
  private ids = 0;
  private changes = 0;

  count(call: string) {
    return this.calls.filter(each => each === call).length;
  }

  private record(call: string, options?: CallOptions) {
    options?.signal?.throwIfAborted();
    this.calls.push(call);
    const error = this.nextError.get(call);
    if (error) {
      this.nextError.delete(call);
      throw error;
    }
  }

  private advance(name: string) {
    const project = this.projectsByName.get(name);
    const progress = this.inProgress.get(name);
    if (!project || !progress) {
      return project;
    }
    if (progress.readsLeft-- > 0) {
      return project;
    }
    this.inProgress.delete(name);
    const { status, reason } = progress.then;
    if (status === 'DeleteCompleted') {
      this.projectsByName.delete(name);
      return undefined;
    }
    this.set({ ...project, status, reason });
    return this.projectsByName.get(name);
  }

  private set(project: ProjectState) {
    const modifiedAt = `${++this.changes}`;
    this.projectsByName.set(project.name, { ...project, modifiedAt });
  }

  /** Lets AWS work on a project until the next outcome comes about. */
  private begin(project: ProjectState, usual: string) {
    this.set(project);
    this.settle(project.name, this.outcomes.shift() ?? { status: usual });
  }

  /** Ends, after some reads, what AWS does to a project. */
  settle(name: string, then: ProjectOutcome) {
    this.inProgress.set(name, { readsLeft: then.readsInProgress ?? 1, then });
  }

  readonly projects: ProjectWriter = {
    find: async (_target, name, options) => {
      this.record('projects.find', options);
      return this.advance(name);
    },
    create: async (target, request, options) => {
      this.record('projects.create', options);
      const { name, tags, templateId, parameters = {} } = request;
      if (this.projectsByName.has(name)) {
        throw new Error('ValidationException: Project already exists');
      }
      const id = ++this.ids;
      const project: ProjectState = {
        arn: `arn:aws:sagemaker:${target.region}:${target.accountId}:project/${name}`,
        projectId: `p-${id}`,
        name,
        status: 'CreateInProgress',
        stackId: `arn:aws:cloudformation:${target.region}:${target.accountId}:stack/SP-${name}/${id}`,
        launch: {
          templateId,
          artifactId: request.artifactId,
          pathId: request.pathId,
          templateName: templateId.startsWith('s3:') ? 'template' : undefined,
          parameters,
        },
        tags,
      };
      this.launches.push({ ...request, parameters });
      this.begin(project, 'CreateCompleted');
      return project;
    },
    update: async (_target, request, options) => {
      this.record('projects.update', options);
      this.launches.push(request);
      const project = this.projectsByName.get(request.name)!;
      this.begin({ ...project, status: 'UpdateInProgress' }, 'UpdateCompleted');
    },
    product: async (_target, _productId, options) => {
      this.record('projects.product', options);
      return this.product;
    },
    parameters: async (_target, _launch, options) => {
      this.record('projects.parameters', options);
      return this.parameters;
    },
    remove: async (_target, name, options) => {
      this.record('projects.remove', options);
      const project = this.projectsByName.get(name);
      if (project) {
        this.begin(
          { ...project, status: 'DeleteInProgress' },
          'DeleteCompleted',
        );
      }
    },
    events: async (_target, project, options) => {
      this.record('projects.events', options);
      const event = (id: string, status: string, reason?: string) => ({
        id: `${project.projectId}-${id}`,
        time: '2026-01-01T00:00:00Z',
        resource: 'BuildPipeline',
        status,
        reason,
      });
      return project.status.endsWith('Failed')
        ? [
            event('1', 'CREATE_IN_PROGRESS'),
            event('2', 'CREATE_FAILED', 'Role not found'),
          ]
        : [event('1', 'CREATE_IN_PROGRESS')];
    },
  };

  readonly prerequisites: PrerequisiteReader = {
    connection: async (arn, options) => {
      this.record('prerequisites.connection', options);
      return known(this.connections, arn);
    },
    role: async (arn, options) => {
      this.record('prerequisites.role', options);
      return known(this.roles, arn);
    },
    mayPass: async (_launcherArn, _roleArn, options) => {
      this.record('prerequisites.mayPass', options);
      return 'allowed';
    },
  };

  readonly modelGroups: ModelGroupWriter = {
    find: async (_target, name, options) => {
      this.record('modelGroups.find', options);
      return this.groupsByName.get(name);
    },
    create: async (target, { name, tags, description }, options) => {
      this.record('modelGroups.create', options);
      const arn = `arn:aws:sagemaker:${target.region}:${target.accountId}:model-package-group/${name}`;
      this.groupsByName.set(name, { arn, tags, description });
      return { arn };
    },
    policy: async (_target, name, options) => {
      this.record('modelGroups.policy', options);
      return this.policies.get(name);
    },
    setPolicy: async (_target, name, policy, options) => {
      this.record('modelGroups.setPolicy', options);
      this.policies.set(name, policy);
    },
    versions: async (_target, name, options) => {
      this.record('modelGroups.versions', options);
      return [...this.versionsByArn.values()].filter(
        ({ group }) => group === name,
      );
    },
    removeVersion: async (arn, options) => {
      this.record('modelGroups.removeVersion', options);
      this.versionsByArn.delete(arn);
    },
    remove: async (_target, name, options) => {
      this.record('modelGroups.remove', options);
      this.groupsByName.delete(name);
    },
  };

  private repository(name: string): FakeRepository {
    const found = this.repositoriesByName.get(name);
    if (!found) {
      throw new Error(`RepositoryDoesNotExistException: ${name}`);
    }
    return found;
  }

  private urls(target: Target, name: string) {
    return {
      arn: `arn:aws:codecommit:${target.region}:${target.accountId}:${name}`,
      cloneUrlHttp: `https://git-codecommit.${target.region}.amazonaws.com/v1/repos/${name}`,
    };
  }

  readonly repositories: RepositoryWriter = {
    find: async (target, name, options) => {
      this.record('repositories.find', options);
      const found = this.repositoriesByName.get(name);
      return (
        found && {
          ...this.urls(target, name),
          tags: found.tags,
          defaultBranch: found.defaultBranch,
        }
      );
    },
    create: async (target, { name, tags, description }, options) => {
      this.record('repositories.create', options);
      this.repositoriesByName.set(name, {
        target,
        tags,
        description,
        branches: new Map(),
        files: new Map(),
        messages: [],
      });
      return this.urls(target, name);
    },
    head: async (_target, name, branch, options) => {
      this.record('repositories.head', options);
      return this.repository(name).branches.get(branch);
    },
    commit: async (
      _target,
      name,
      { branch, files, message, parentCommitId },
      options,
    ) => {
      this.record('repositories.commit', options);
      const repository = this.repository(name);
      const changed = files.filter(
        file =>
          !Buffer.from(file.content).equals(
            repository.files.get(file.path)?.content ?? Buffer.from([0, 0]),
          ),
      );
      const head = repository.branches.get(branch);
      if (head && !changed.length) {
        return head;
      }
      if (parentCommitId && parentCommitId !== head) {
        throw new ConflictError(`${branch} is at ${head}`);
      }
      for (const file of changed) {
        repository.files.set(file.path, file);
      }
      repository.messages.push(message);
      const commitId = `commit-${++this.ids}`;
      (repository.commits ??= new Map()).set(commitId, message);
      repository.branches.set(branch, commitId);
      repository.defaultBranch ??= branch;
      return commitId;
    },
    readFile: async (_target, name, _commitId, path, options) => {
      this.record('repositories.readFile', options);
      return this.repository(name).files.get(path)?.content;
    },
    describeCommit: async (_target, name, commitId, options) => {
      this.record('repositories.describeCommit', options);
      return {
        message: this.repository(name).commits?.get(commitId) ?? '',
        parents: [],
      };
    },
    createPullRequest: async (_target, name, request, options) => {
      this.record('repositories.createPullRequest', options);
      const all = (this.repository(name).pullRequests ??= []);
      const made = all.findIndex(({ token }) => token === request.token);
      const index = made < 0 ? all.push(request) - 1 : made;
      return { id: String(index + 1) };
    },
    createBranch: async (_target, name, branch, commitId, options) => {
      this.record('repositories.createBranch', options);
      this.repository(name).branches.set(branch, commitId);
    },
    removeBranch: async (_target, name, branch, options) => {
      this.record('repositories.removeBranch', options);
      this.repository(name).branches.delete(branch);
    },
    // The commits of a test have no history: a branch is merged where its head is.
    isMerged: async (_target, name, branch, into, options) => {
      this.record('repositories.isMerged', options);
      const { branches } = this.repository(name);
      return branches.get(branch) === branches.get(into);
    },
    setDefaultBranch: async (_target, name, branch, options) => {
      this.record('repositories.setDefaultBranch', options);
      this.repository(name).defaultBranch = branch;
    },
  };

  readonly fakePipelines = new FakePipelines((call, options) =>
    this.record(call, options),
  );
  readonly pipelines = this.fakePipelines.pipelines;
  readonly runs = this.fakePipelines.runs;
  readonly deployedModels = this.fakePipelines.deployedModels;
  readonly objects = this.fakePipelines.objects;
}
