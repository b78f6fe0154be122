import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ModelVersion,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  approvalState,
  DeployedModel,
  DeploymentState,
  LaunchableProduct,
  PrerequisiteReader,
  ProjectState,
  ProjectWriter,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { FakeRuns } from './fakeRuns';

/** What the services of this suite know of AWS, in memory, with a count of what was asked. */
export class FakeAws {
  readonly fakeRuns = new FakeRuns((operation, subject) =>
    this.call(operation, subject),
  );
  readonly runs = this.fakeRuns.byPipeline;
  readonly versions = new Map<string, ModelVersion[]>();
  readonly deployments = new Map<string, DeploymentState>();
  /** By `<account>:<region>`. */
  readonly models = new Map<string, DeployedModel[]>();
  readonly sets: AccountSet[] = [];
  readonly projects = new Map<string, ProjectState>();
  /** What every project template is made of. */
  readonly product: LaunchableProduct = {
    versions: [
      {
        id: 'pa-1',
        name: 'v1',
        active: true,
        deprecated: false,
        createdAt: '2026-01-01T00:00:00.000Z',
      },
      {
        id: 'pa-2',
        name: 'v2',
        active: true,
        deprecated: true,
        createdAt: '2026-01-02T00:00:00.000Z',
      },
    ],
    paths: [
      {
        id: 'lp-1',
        name: 'MLOps',
        launchConstraint: {
          roleArn:
            'arn:aws:iam::100000000002:role/service-role/AmazonSageMakerProjectsLaunchRole',
        },
      },
    ],
  };
  readonly parameters: TemplateParameter[] = [
    { key: 'SageMakerProjectName', type: 'String', isSecret: false },
    {
      key: 'InstanceType',
      type: 'String',
      isSecret: false,
      defaultValue: 'ml.m5.large',
      allowedValues: ['ml.m5.large', 'ml.m5.xlarge'],
    },
    { key: 'Token', type: 'String', isSecret: true },
  ];
  /** Operations in the order in which they were asked. */
  readonly calls: string[] = [];
  /** Asked before an operation answers: may wait, or throw. */
  before: (operation: string, subject: string) => Promise<void> =
    async () => {};

  private async call(operation: string, subject: string) {
    this.calls.push(operation);
    await this.before(operation, subject);
  }

  count(operation: string) {
    return this.calls.filter(call => call === operation).length;
  }

  get service(): SageMakerAws {
    return {
      clients: unused('clients'),
      resources: unused('resources'),
      projects: {
        ...unused<ProjectWriter>('projects'),
        find: async (_target, name) => {
          await this.call('projects.find', name);
          return this.projects.get(name);
        },
        product: async (_target, productId) => {
          await this.call('projects.product', productId);
          return this.product;
        },
        parameters: async (_target, { templateId }) => {
          await this.call('projects.parameters', templateId);
          return this.parameters;
        },
      },
      prerequisites: {
        ...unused<PrerequisiteReader>('prerequisites'),
        role: async arn => {
          await this.call('prerequisites.role', arn);
          return { trustedServices: ['servicecatalog.amazonaws.com'] };
        },
      },
      modelGroups: unused('modelGroups'),
      repositories: unused('repositories'),
      pipelines: unused('pipelines'),
      objects: unused('objects'),
      vending: unused('vending'),
      runs: this.fakeRuns.runs,
      definitions: this.fakeRuns.definitions,
      jobs: this.fakeRuns.jobs,
      versions: {
        list: async arn => {
          const items = structuredClone(of(this.versions, arn));
          await this.call('versions.list', arn);
          return { items, skipped: [] };
        },
        undecided: async scope => {
          const isGroup = 'modelGroupArn' in scope;
          const arns = isGroup
            ? [scope.modelGroupArn]
            : [...this.versions.keys()].filter(arn =>
                arn.includes(`:${scope.region}:${scope.accountId}:`),
              );
          const items = structuredClone(
            arns.flatMap(arn => of(this.versions, arn)),
          );
          const subject = isGroup ? scope.modelGroupArn : scope.accountId;
          await this.call('versions.undecided', subject);
          return { items, skipped: [] };
        },
        get: async (arn, version) => {
          const found = structuredClone(this.version(arn, version));
          await this.call('versions.get', arn);
          return found;
        },
        content: async (arn, version) => {
          await this.call('versions.content', arn);
          return {
            version: structuredClone(this.version(arn, version)),
            reports: [],
            metadata: [{ name: 'build-id', value: 'run-1' }],
            modelData: ['s3://models/model.tar.gz'],
          };
        },
        metrics: async ({ arn, metricsUri }) => {
          await this.call('versions.metrics', arn);
          if (!metricsUri?.endsWith('.json')) {
            throw new InputError(`${metricsUri} is not JSON`);
          }
          return [{ name: 'auc', value: 0.9 }];
        },
        decide: async (arn, number, request) => {
          await this.call('versions.decide', arn);
          const version = this.version(arn, number);
          if (approvalState(version) !== request.expected) {
            throw new ConflictError(`is '${approvalState(version)}'`);
          }
          version.approvalStatus = request.decision;
          version.approvalDescription = `${request.reason} (${request.decidedBy})`;
          version.modifiedAt = new Date().toISOString();
        },
      },
      deployments: {
        get: async arn => {
          await this.call('deployments.get', arn);
          return structuredClone(of(this.deployments, arn));
        },
        decide: async (arn, approval, { decision }) => {
          await this.call('deployments.decide', arn);
          const state = of(this.deployments, arn);
          state.approvals = state.approvals.filter(
            ({ token }) => token !== approval.token,
          );
          state.stages = state.stages.map(stage =>
            stage.name === approval.stageName
              ? {
                  ...stage,
                  status: decision === 'Approved' ? 'Succeeded' : 'Failed',
                }
              : stage,
          );
        },
      },
      deployedModels: {
        list: async ({ accountId, region }) => {
          await this.call('deployedModels.list', accountId);
          return this.models.get(`${accountId}:${region}`) ?? [];
        },
      },
      projectTemplates: {
        list: async ({ accountId }) => {
          await this.call('projectTemplates.list', accountId);
          return {
            items: [
              {
                id: 'servicecatalog:prod-1',
                name: 'Real-time inference',
                source: 'ServiceCatalog',
                productId: 'prod-1',
              },
            ],
            unreadable: [`S3 of ${accountId} denies access`],
          };
        },
      },
      accountSets: {
        list: async () => {
          await this.call('accountSets.list', '');
          return { sets: this.sets, unreadable: [] };
        },
        get: async name => {
          await this.call('accountSets.get', name);
          const set = this.sets.find(one => one.name === name);
          if (!set) {
            throw new NotFoundError(`There is no account set '${name}'`);
          }
          return set;
        },
        provisionedProduct: async id => {
          await this.call('accountSets.provisionedProduct', id);
          return { status: 'AVAILABLE' };
        },
      },
      targets: {
        targets: async () => {
          await this.call('targets', '');
          return this.sets.flatMap(set =>
            set.accounts.map(({ accountId }) => ({
              accountId,
              region: set.regions[0],
            })),
          );
        },
      },
    };
  }

  private version(arn: string, number: number): ModelVersion {
    const found = of(this.versions, arn).find(one => one.version === number);
    if (!found) {
      throw new NotFoundError(`No version ${number} of ${arn}`);
    }
    return found;
  }
}

function of<T>(map: Map<string, T>, arn: string): T {
  const found = map.get(arn);
  if (found === undefined) {
    throw new NotFoundError(`${arn} does not exist`);
  }
  return found;
}

/** A part of the interface that this plugin must not use. */
function unused<T extends object>(part: string): T {
  return new Proxy<T>({} as T, {
    get: () => {
      throw new Error(`This plugin does not use '${part}'`);
    },
  });
}
