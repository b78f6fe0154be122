import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ModelVersion,
  PipelineRun,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSet,
  approvalState,
  DeployedModel,
  DeploymentState,
  SageMakerAws,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What the services of this suite know of AWS, in memory, with a count of what was asked. */
export class FakeAws {
  readonly runs = new Map<string, PipelineRun[]>();
  readonly versions = new Map<string, ModelVersion[]>();
  readonly deployments = new Map<string, DeploymentState>();
  /** By `<account>:<region>`. */
  readonly models = new Map<string, DeployedModel[]>();
  readonly sets: AccountSet[] = [];
  readonly tokens = new Map<string, PipelineRun>();
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
      projects: unused('projects'),
      modelGroups: unused('modelGroups'),
      repositories: unused('repositories'),
      pipelines: unused('pipelines'),
      objects: unused('objects'),
      vending: unused('vending'),
      runs: {
        list: async pipelineArn => {
          const items = structuredClone(of(this.runs, pipelineArn));
          await this.call('runs.list', pipelineArn);
          return { items, skipped: [] };
        },
        get: async (pipelineArn, runId) => {
          await this.call('runs.get', pipelineArn);
          const run = of(this.runs, pipelineArn).find(({ id }) => id === runId);
          if (!run) {
            throw new NotFoundError(`No run '${runId}'`);
          }
          return { run, steps: [{ name: 'Train', status: 'Succeeded' }] };
        },
        start: async (
          pipelineArn,
          { clientToken, parameters, description },
        ) => {
          await this.call('runs.start', pipelineArn);
          const runs = of(this.runs, pipelineArn);
          const run: PipelineRun = this.tokens.get(clientToken) ?? {
            id: `run-${runs.length + 1}`,
            arn: `${pipelineArn}/execution/run-${runs.length + 1}`,
            pipelineName: 'churn-training',
            status: 'Executing',
            startedAt: '2026-01-02T00:00:00.000Z',
            parameters: parameters ?? [],
            description,
          };
          if (!this.tokens.has(clientToken)) {
            runs.unshift(run);
            this.tokens.set(clientToken, run);
          }
          return run;
        },
      },
      versions: {
        list: async arn => {
          const items = structuredClone(of(this.versions, arn));
          await this.call('versions.list', arn);
          return { items, skipped: [] };
        },
        get: async (arn, version) => {
          const found = structuredClone(this.version(arn, version));
          await this.call('versions.get', arn);
          return found;
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
